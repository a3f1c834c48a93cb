import Domain
import Postgres

/// What the rows of one statement have in common: sent once instead of with every row, because unpacking arrays is most
/// of what a row costs.
struct SharedPlacement: Hashable {
    let tier: String
    let since: CalendarDate
    let cause: TierPlacement.Cause
    let policy: TierPolicy.ID
    let visitDays: Int?

    init(_ placement: TierPlacement) {
        tier = placement.tier
        since = placement.since
        cause = placement.cause
        policy = placement.policy
        visitDays = placement.visitDays
    }
}

extension CompanyTransaction {
    /// Writes scores that share a placement, in one statement.
    func write(_ scores: some RandomAccessCollection<CustomerScore>, _ placement: SharedPlacement) async throws {
        try await execute(
            """
            insert into app.customer_scores (
                company_id, customer_id, order_count, order_days, first_on, last_on, monetary_minor, rhythm_days,
                rhythm_slow_days, rfm, tier_reached, tier, tier_since, tier_cause, tier_policy_id, visit_days
            )
            select \(company), fresh.*, \(placement.tier), \(placement.since), \(placement.cause), \(placement.policy),
                \(placement.visitDays.map { Int32($0) })
            from unnest(
                \(scores.map(\.customer)), \(scores.map { Int32(clamping: $0.figures.orderCount) }),
                \(scores.map { Int32(clamping: $0.figures.orderDays) }), \(scores.map(\.figures.firstOn)),
                \(scores.map(\.figures.lastOn)), \(scores.map(\.figures.totalMinor)),
                \(scores.map { $0.figures.rhythm.map { Int32($0.usualDays) } }),
                \(scores.map { $0.figures.rhythm.map { Int32($0.slowDays) } }),
                \(scores.map { Int16($0.recencyScore * 100 + $0.frequencyScore * 10 + $0.monetaryScore) }),
                \(scores.map(\.placement.reached))
            ) as fresh
            on conflict (company_id, customer_id) do update
            set order_count = excluded.order_count, order_days = excluded.order_days, first_on = excluded.first_on,
                last_on = excluded.last_on, monetary_minor = excluded.monetary_minor,
                rhythm_days = excluded.rhythm_days, rhythm_slow_days = excluded.rhythm_slow_days, rfm = excluded.rfm,
                tier = excluded.tier, tier_since = excluded.tier_since, tier_cause = excluded.tier_cause,
                tier_policy_id = excluded.tier_policy_id, tier_reached = excluded.tier_reached,
                visit_days = excluded.visit_days
            """
        )
    }

    /// Removes the scores of customers who have no orders any more, or were archived.
    func removeScores(of customers: [Customer.ID]) async throws {
        guard !customers.isEmpty else { return }
        try await execute(
            "delete from app.customer_scores where company_id = \(company) and customer_id = any(\(customers))"
        )
    }
}
