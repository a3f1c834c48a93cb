import Domain
import Hummingbird
import Store

/// Scores and tiers of customers.
enum ScoreEndpoints {
    static let all: [Endpoint] = [
        .post("scorings", "startScoring", "Score all customers now", status: .accepted) {
            (input: NewScoring, scope) in
            try await OperationBody(
                scope.company.startOperation(.scoreCompany, ScoreCompany(asOf: input.asOf, recompute: input.recompute))
            )
        },
        .list(
            "scores",
            "listScores",
            "Customers by value, the highest first",
            filters: [.text("tier", Tier.nameLength, "Only this tier"), .id("owner_id", "Only this agent's customers")]
        ) { scope -> Page<ScoreBody> in
            let slice = try scope.slice(after: ScoreKey.self)
            let currency = try await scope.company.hostedCompany().currency
            guard let day = try await scope.company.scoredDay() else { return Page(items: [], nextCursor: nil) }
            let rows = try await scope.company.scores(
                tier: scope.query.text("tier"),
                owner: scope.query.id("owner_id"),
                after: slice.after,
                limit: slice.fetch
            )
            return try scope.page(rows, slice, key: { ScoreKey($0.score) }) {
                ScoreBody($0, asOf: day, currency: currency)
            }
        },
        .get("customers/:id/score", "getScore", "A customer's score and tier, with reasons") { scope in
            try await score(scope)
        },
        .get("customers/:id/tier-history", "getTierHistory", "The tiers a customer had, and why") { scope in
            let customer = try scope.id(of: Customer.self)
            return try await scope.company.tierHistory(of: customer).map { TierHistoryBody(customer, $0) }
        },
    ]

    static let overrides: [Endpoint] = [
        .get("customers/:id/tier-override", "getTierOverride", "The tier given to a customer by hand") { scope in
            try await scope.company.tierOverride(of: scope.id()).map(TierOverrideBody.init)
        },
        .put(
            "customers/:id/tier-override",
            "setTierOverride",
            "Give a customer a tier by hand, until a day",
            contested: false
        ) { (input: TierOverrideInput, scope) in
            let override = try await scope.company.setTierOverride(
                of: scope.id(),
                tier: input.tier,
                reason: input.reason,
                expiresOn: input.expiresOn
            )
            return override.map(TierOverrideBody.init)
        },
        .delete(
            "customers/:id/tier-override",
            "removeTierOverride",
            "Let the policy decide again, with the next scoring",
            contested: false
        ) { scope in try await scope.company.removeTierOverride(of: scope.id()) },
    ]

    private static func score(_ scope: Scope) async throws -> ScoreBody? {
        guard let scored = try await scope.company.score(of: scope.id()) else { return nil }
        guard let day = try await scope.company.scoredDay() else { return nil }
        guard let policy = try await scope.company.tierPolicy(scored.score.placement.policy) else { return nil }
        let currency = try await scope.company.hostedCompany().currency
        let reasons = ScoreReasons(scored.score, on: day, currency: currency, policy: policy)
        return ScoreBody(scored, asOf: day, currency: currency, reasons: reasons.sentences(scope.language))
    }
}
