public import Domain
import Postgres

extension CompanyTransaction {
    /// Who would move if these rules were in force: the current figures, scored with them as a scoring would.
    ///
    /// Compares with the tiers customers have now. Throws ``TierPolicyError/notScored`` before the first scoring.
    public func previewTierPolicy(_ rules: TierRules) async throws -> PolicyPreview {
        guard let day = try await scoredDay() else { throw TierPolicyError.notScored }
        guard let inForce = try await tierPolicy(on: day) else { throw TierPolicyError.notScored }
        let current = try await allScores()
        let proposal = TierPolicy(
            id: inForce.id,
            number: inForce.number,
            rules: rules,
            effectiveFrom: day,
            publishedBy: principal.person,
            publishedAt: inForce.publishedAt
        )
        let scoring = Scoring(day: day, policy: proposal, overrides: try await tierOverrides())
        let proposed = await scoring.scores(of: current.map(ScoringCandidate.init(_:)), earlier: KnownScores())
        return PolicyPreview(
            current: current,
            proposed: proposed,
            currentRules: inForce.rules,
            proposedRules: rules,
            capacity: try await capacity()
        )
    }

    private func capacity() async throws -> PolicyWorkload.Capacity {
        try await one(
            """
            select count(*) as agents, coalesce(sum(coalesce(member.task_capacity, settings.task_capacity)), 0) as load
            from app.memberships as member
            join app.company_settings as settings on settings.company_id = \(company)
            where member.company_id = \(company) and member.role = 'agent' and member.state = 'active'
            """
        ) { PolicyWorkload.Capacity(agents: try $0.get("agents"), load: try $0.get("load")) }
    }

    /// Names of customers, for those the acting person may see.
    public func customerNames(_ customers: [Customer.ID]) async throws -> [Customer.ID: String] {
        let names = try await all(
            "select id, name from app.customers where company_id = \(company) and id = any(\(customers.map(\.uuid)))"
        ) { (id: try $0.get("id", as: Customer.ID.self), name: try $0.get("name", as: String.self)) }
        return Dictionary(names.map { ($0.id, $0.name) }, uniquingKeysWith: { first, _ in first })
    }
}
