import Domain
import Postgres

extension CompanyTransaction {
    /// Writes scores in one statement: in place of those there are, or of customers who have none yet.
    ///
    /// The arrays are unnested side by side in the list of columns: as a function in FROM each would be laid out on its own
    /// first, which takes four times as long.
    ///
    /// One row comes back, the count: on Citus a plain insert from a select becomes a COPY, which row-level security refuses.
    func write(_ scores: some RandomAccessCollection<CustomerScore>, replacing isKnown: Bool) async throws {
        guard !scores.isEmpty else { return }
        try await execute(
            """
            with written as (insert into app.customer_scores (
                company_id, customer_id, order_count, order_days, first_on, last_on, monetary_minor, repeat_minor,
                rhythm_days, rhythm_slow_days, pace, rfm, alive_percent, expected_year, next_order_days, lifetime_minor,
                potential, stage_since, tier_since, tier_reached, tier, tier_cause, tier_policy_id, visit_days, risk, stage,
                holds_until
            )
            select \(company), fresh.*
            from (
                select
                    unnest(\(scores.map(\.customer))),
                    unnest(\(scores.map { Int32(clamping: $0.figures.orderCount) })),
                    unnest(\(scores.map { Int32(clamping: $0.figures.orderDays) })),
                    unnest(\(scores.map(\.figures.firstOn))),
                    unnest(\(scores.map(\.figures.lastOn))),
                    unnest(\(scores.map(\.figures.totalMinor))),
                    unnest(\(scores.map(\.figures.repeatMinor))),
                    unnest(\(scores.map { $0.figures.rhythm.map { Int32($0.usualDays) } })),
                    unnest(\(scores.map { $0.figures.rhythm.map { Int32($0.slowDays) } })),
                    unnest(\(scores.map { $0.figures.pacePercent.map { Int32($0) } })),
                    unnest(\(scores.map { Int16($0.ranks.recency * 100 + $0.ranks.frequency * 10 + $0.ranks.monetary) })),
                    unnest(\(scores.map { $0.expectation.alivePercent.map { Int16($0) } })),
                    unnest(\(scores.map(\.expectation.ordersInYear))),
                    unnest(\(scores.map { $0.expectation.nextOrderDays.map { Int32($0) } })),
                    unnest(\(scores.map(\.expectation.lifetimeMinor))),
                    unnest(\(scores.map { Int16($0.ranks.potential) })),
                    unnest(\(scores.map(\.stage.since))),
                    unnest(\(scores.map(\.placement.since))),
                    unnest(\(scores.map(\.placement.reached))),
                    unnest(\(scores.map(\.placement.tier))),
                    unnest(\(scores.map(\.placement.cause))),
                    unnest(\(scores.map(\.placement.policy))),
                    unnest(\(scores.map { $0.placement.visitDays.map { Int32($0) } })),
                    unnest(\(scores.map(\.risk))),
                    unnest(\(scores.map(\.stage.stage))),
                    unnest(\(scores.map(\.holdsUntil)))
            ) as fresh\(isKnown ? Self.replacing : .empty)
            returning 1) select count(*) from written
            """
        )
    }

    private static var replacing: SQL {
        """
         \
        on conflict (company_id, customer_id) do update
        set order_count = excluded.order_count, order_days = excluded.order_days, first_on = excluded.first_on,
            last_on = excluded.last_on, monetary_minor = excluded.monetary_minor,
            repeat_minor = excluded.repeat_minor, rhythm_days = excluded.rhythm_days,
            rhythm_slow_days = excluded.rhythm_slow_days, pace = excluded.pace, rfm = excluded.rfm,
            alive_percent = excluded.alive_percent, expected_year = excluded.expected_year,
            next_order_days = excluded.next_order_days, lifetime_minor = excluded.lifetime_minor,
            potential = excluded.potential, stage_since = excluded.stage_since, tier_since = excluded.tier_since,
            tier_reached = excluded.tier_reached, tier = excluded.tier, tier_cause = excluded.tier_cause,
            tier_policy_id = excluded.tier_policy_id, visit_days = excluded.visit_days, risk = excluded.risk,
            stage = excluded.stage, holds_until = excluded.holds_until
        """
    }

    /// Removes the scores of customers who have no orders any more, or were archived.
    func removeScores(of customers: [Customer.ID]) async throws {
        guard !customers.isEmpty else { return }
        try await execute(
            "delete from app.customer_scores where company_id = \(company) and customer_id = any(\(customers))"
        )
    }
}
