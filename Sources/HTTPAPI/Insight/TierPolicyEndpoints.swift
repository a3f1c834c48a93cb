import Domain
import Hummingbird
import Store

/// The versions of the tier policy.
enum TierPolicyEndpoints {
    static let all: [Endpoint] = [
        .list("tier-policies", "listTierPolicies", "Versions of the tier policy, newest first") { scope in
            let slice = try scope.slice(after: Int.self)
            let rows = try await scope.company.tierPolicies(below: slice.after, limit: slice.fetch)
            return try scope.page(rows, slice, key: \.number) { TierPolicyBody($0) }
        },
        .get("tier-policies/:id", "getTierPolicy", "One version of the tier policy") { scope in
            try await scope.company.tierPolicy(scope.id()).map(TierPolicyBody.init)
        },
        .post("tier-policies", "publishTierPolicy", "Publish a version of the tier policy") {
            (input: TierRulesInput, scope) in
            try await TierPolicyBody(
                scope.company.publishTierPolicy(try input.rules, effectiveFrom: input.effectiveFrom)
            )
        },
        .post(
            "tier-policies/preview",
            "previewTierPolicy",
            "Who would move up and down under a changed policy",
            status: .ok
        ) { (input: TierRulesInput, scope) in
            let preview = try await scope.company.previewTierPolicy(try input.rules)
            let listed = preview.moves.prefix(PolicyPreviewBody.listed).map(\.customer)
            return PolicyPreviewBody(
                preview,
                names: try await scope.company.customerNames(listed),
                currency: try await scope.company.hostedCompany().currency
            )
        },
    ]
}
