public import Domain
import Postgres

extension TierRules.Method: PostgresCodable {}
extension TierMetric: PostgresCodable {}

/// What the column `rules` holds.
private struct StoredRules: Codable {
    let tiers: [Tier]
    let churn: ChurnRule
}

extension TierPolicy {
    static let columns: SQL = "id, number, method, metric, rules, effective_from, published_by, created_at"

    init(row: Row) throws {
        let stored = try row.get("rules", as: JSONB.self).decode(StoredRules.self)
        self.init(
            id: try row.get("id"),
            number: try row.get("number"),
            rules: try TierRules(
                method: try row.get("method"),
                metric: try row.get("metric"),
                tiers: stored.tiers,
                churn: stored.churn
            ),
            effectiveFrom: try row.get("effective_from"),
            publishedBy: try row.get("published_by"),
            publishedAt: try row.get("created_at")
        )
    }
}

extension CompanyTransaction {
    /// Versions of the company's tier policy, newest first, from below a number.
    public func tierPolicies(below number: Int?, limit: Int) async throws -> [TierPolicy] {
        try await all(
            """
            select \(TierPolicy.columns) from app.tier_policies
            where company_id = \(company) and number < \(Int32(clamping: number ?? Int.max))
            order by number desc limit \(limit)
            """,
            TierPolicy.init(row:)
        )
    }

    /// The version with this id.
    public func tierPolicy(_ id: TierPolicy.ID) async throws -> TierPolicy? {
        try await first(
            "select \(TierPolicy.columns) from app.tier_policies where company_id = \(company) and id = \(id)",
            TierPolicy.init(row:)
        )
    }

    /// The version in force on a day: the latest that has begun; before the first of them, the first.
    public func tierPolicy(on day: CalendarDate) async throws -> TierPolicy? {
        let begun = try await first(
            """
            select \(TierPolicy.columns) from app.tier_policies
            where company_id = \(company) and effective_from <= \(day)
            order by effective_from desc, number desc limit 1
            """,
            TierPolicy.init(row:)
        )
        if let begun { return begun }
        return try await first(
            """
            select \(TierPolicy.columns) from app.tier_policies
            where company_id = \(company) order by effective_from, number limit 1
            """,
            TierPolicy.init(row:)
        )
    }

    /// Publishes a version that applies from a day, by the acting person. Refuses a day that has passed.
    public func publishTierPolicy(_ rules: TierRules, effectiveFrom: CalendarDate?) async throws -> TierPolicy {
        let today = try await companyDay()
        let begins = effectiveFrom ?? today
        guard begins >= today else { throw TierPolicyError.beginsInThePast }
        try await lockPlanning()
        return try await insertTierPolicy(rules, effectiveFrom: begins)
    }

    /// Gives the company the policy that every company starts with, unless it has one.
    public func ensureDefaultTierPolicy() async throws {
        let today = try await companyDay()
        try await lockPlanning()
        guard try await tierPolicy(on: today) == nil else { return }
        _ = try await insertTierPolicy(.standard, effectiveFrom: today)
    }

    private func insertTierPolicy(_ rules: TierRules, effectiveFrom: CalendarDate) async throws -> TierPolicy {
        try await one(
            """
            insert into app.tier_policies (company_id, number, method, metric, rules, effective_from, published_by)
            select \(company), coalesce(max(number), 0) + 1, \(rules.method), \(rules.metric),
                \(JSONB(encoding: StoredRules(tiers: rules.tiers, churn: rules.churn))), \(effectiveFrom),
                \(principal.person)
            from app.tier_policies where company_id = \(company)
            returning \(TierPolicy.columns)
            """,
            TierPolicy.init(row:)
        )
    }
}
