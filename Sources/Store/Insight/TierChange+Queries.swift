public import Domain
import Postgres

extension TierChange {
    static let columns: SQL = """
        customer_id, from_tier, to_tier, changed_on, cause, policy_id, reached, changed_by
        """

    init(row: Row) throws {
        self.init(
            customer: try row.get("customer_id"),
            from: try row.get("from_tier"),
            placement: TierPlacement(
                tier: try row.get("to_tier"),
                since: try row.get("changed_on"),
                cause: try row.get("cause"),
                policy: try row.get("policy_id"),
                reached: try row.get("reached"),
                visitDays: nil
            ),
            changedBy: try row.get("changed_by")
        )
    }
}

extension CompanyTransaction {
    /// The tiers a customer had, newest first; nil where the acting person may not see the customer.
    public func tierHistory(of customer: Customer.ID) async throws -> [TierChange]? {
        guard let scored = try await score(of: customer) else { return nil }
        // The first tier is recorded with the first move, perhaps in the same millisecond: it comes last whatever its id.
        let changes = try await all(
            """
            select \(TierChange.columns) from app.tier_changes
            where company_id = \(company) and customer_id = \(customer)
            order by changed_on desc, from_tier is null, id desc limit 500
            """,
            TierChange.init(row:)
        )
        // A tier that never changed stands with the score alone.
        guard changes.isEmpty else { return changes }
        return [TierChange(customer: customer, from: nil, placement: scored.score.placement)]
    }

    /// Keeps steps in the tier history. Of customers whose tier never changed before, keeps the first tier too, as it
    /// still stands with the score: call it before the score is written. Everybody is looked up alone: a join compares
    /// everybody with everybody where the planner does not know yet how many they are.
    func record(_ changes: some RandomAccessCollection<TierChange>) async throws {
        guard !changes.isEmpty else { return }
        try await execute(
            """
            insert into app.tier_changes (
                company_id, customer_id, to_tier, changed_on, cause, policy_id, reached
            )
            select \(company), moved.customer_id, score.*
            from (select unnest(\(changes.map(\.customer))) as customer_id) as moved
            cross join lateral (
                select tier, tier_since, tier_cause, tier_policy_id, tier_reached from app.customer_scores
                where company_id = \(company) and customer_id = moved.customer_id limit 1
            ) as score
            where (
                select count(*) from app.tier_changes as earlier
                where earlier.company_id = \(company) and earlier.customer_id = moved.customer_id
            ) = 0
            returning id
            """
        )
        try await execute(
            """
            insert into app.tier_changes (
                company_id, id, customer_id, from_tier, to_tier, changed_on, cause, policy_id, reached, changed_by
            )
            select \(company), fresh.*
            from (
                select unnest(\(changes.map { _ in Identifier<TierChange>.make() })),
                    unnest(\(changes.map(\.customer.uuid))),
                    unnest(\(changes.map(\.from))),
                    unnest(\(changes.map(\.placement.tier))),
                    unnest(\(changes.map(\.placement.since))),
                    unnest(\(changes.map(\.placement.cause))),
                    unnest(\(changes.map(\.placement.policy.uuid))),
                    unnest(\(changes.map(\.placement.reached))),
                    unnest(\(changes.map { $0.changedBy?.uuid }))
            ) as fresh
            returning id
            """
        )
    }
}
