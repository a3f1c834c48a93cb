import Domain
import Postgres

extension ScoreOutline {
    fileprivate init(row: Row) throws {
        self.init(
            customer: try row.get("customer_id"),
            basis: RankingBasis(
                orderCount: try row.get("order_count"),
                orderDays: try row.get("order_days"),
                lastOn: try row.get("last_on"),
                totalMinor: try row.get("monetary_minor"),
                alivePercent: try row.get("alive_percent", as: Int16?.self).map(Int.init),
                ordersInYear: try row.get("expected_year"),
                lifetimeMinor: try row.get("lifetime_minor")
            ),
            ranks: try CustomerRanks(row: row),
            tier: try row.get("tier"),
            isOverridden: try row.get("is_overridden"),
            holdsUntil: try row.get("holds_until")
        )
    }
}

extension CompanyTransaction {
    /// The outlines of all scores, in no order: half of what the scores themselves are.
    func scoreOutlines() async throws -> [ScoreOutline] {
        var outlines: [ScoreOutline] = []
        try await stream(
            """
            select customer_id, order_count, order_days, last_on, monetary_minor, alive_percent, expected_year,
                lifetime_minor, rfm, potential, tier, tier_cause = 'override' as is_overridden, holds_until
            from app.customer_scores where company_id = \(company)
            """,
            ScoreOutline.init(row:)
        ) { outlines.append($0) }
        return outlines
    }
}
