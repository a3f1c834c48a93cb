import Domain
import Postgres

extension CompanyTransaction {
    /// Writes scores that differ from what is kept, in one statement.
    func write(_ scores: some RandomAccessCollection<CustomerScore>) async throws {
        try await execute(
            """
            insert into app.customer_scores (
                company_id, customer_id, order_count, order_days, first_on, last_on, monetary_minor, rhythm_days,
                rhythm_slow_days, recency_score, frequency_score, monetary_score, tier, tier_since, tier_cause,
                tier_policy_id, tier_value, tier_standing, visit_days
            )
            select \(company), fresh.*
            from unnest(\(figureArrays(scores)), \(placementArrays(scores))) as fresh
            on conflict (company_id, customer_id) do update
            set order_count = excluded.order_count, order_days = excluded.order_days, first_on = excluded.first_on,
                last_on = excluded.last_on, monetary_minor = excluded.monetary_minor,
                rhythm_days = excluded.rhythm_days, rhythm_slow_days = excluded.rhythm_slow_days,
                recency_score = excluded.recency_score, frequency_score = excluded.frequency_score,
                monetary_score = excluded.monetary_score, tier = excluded.tier, tier_since = excluded.tier_since,
                tier_cause = excluded.tier_cause, tier_policy_id = excluded.tier_policy_id,
                tier_value = excluded.tier_value, tier_standing = excluded.tier_standing,
                visit_days = excluded.visit_days
            """
        )
    }

    private func figureArrays(_ scores: some RandomAccessCollection<CustomerScore>) -> SQL {
        """
        \(scores.map(\.customer.uuid)), \(scores.map { Int32(clamping: $0.figures.orderCount) }), \
        \(scores.map { Int32(clamping: $0.figures.orderDays) }), \(scores.map(\.figures.firstOn)), \
        \(scores.map(\.figures.lastOn)), \(scores.map(\.figures.totalMinor)), \
        \(scores.map { $0.figures.rhythm.map { Int32($0.usualDays) } }), \
        \(scores.map { $0.figures.rhythm.map { Int32($0.slowDays) } }), \(scores.map { Int16($0.recencyScore) }), \
        \(scores.map { Int16($0.frequencyScore) }), \(scores.map { Int16($0.monetaryScore) })
        """
    }

    private func placementArrays(_ scores: some RandomAccessCollection<CustomerScore>) -> SQL {
        """
        \(scores.map(\.placement.tier)), \(scores.map(\.placement.since)), \(scores.map(\.placement.cause)), \
        \(scores.map(\.placement.policy.uuid)), \(scores.map(\.placement.value)), \(scores.map(\.placement.standing)), \
        \(scores.map { $0.placement.visitDays.map { Int32($0) } })
        """
    }

    /// Removes the scores of customers who have no orders any more, or were archived.
    func removeScores(of customers: [Customer.ID]) async throws {
        guard !customers.isEmpty else { return }
        try await execute(
            "delete from app.customer_scores where company_id = \(company) and customer_id = any(\(customers.map(\.uuid)))"
        )
    }
}
