import Domain
import FoundationEssentials

struct TierPolicyBody: Body {
    let id: TierPolicy.ID
    let number: Int
    let method: TierRules.Method
    let metric: TierMetric
    private(set) var tiers: [TierBody]
    let churn: ChurnRuleBody
    let effectiveFrom: CalendarDate
    let publishedBy: Person.ID?
    let publishedAt: Date

    init(_ policy: TierPolicy) {
        id = policy.id
        number = policy.number
        method = policy.rules.method
        metric = policy.rules.metric
        tiers = policy.rules.tiers.map(TierBody.init)
        churn = ChurnRuleBody(policy.rules.churn)
        effectiveFrom = policy.effectiveFrom
        publishedBy = policy.publishedBy
        publishedAt = policy.publishedAt
    }

    var location: String? { "tier-policies/\(id)" }

    static let example = {
        var body = TierPolicyBody(
            TierPolicy(
                id: Examples.id(20),
                number: 2,
                rules: .standard,
                effectiveFrom: Examples.day,
                publishedBy: Examples.person,
                publishedAt: Examples.instant
            )
        )
        body.tiers[0] = TierBody(
            Tier(name: "A", atLeast: 0.9, visitDays: 14, visitMinutes: 60, discountPercent: 5)
        )
        return body
    }()
    static let notes = [
        "number": "Counts the versions in the company, from 1",
        "method": "quantile: at_least is a share of the company's customers; threshold: a value of the metric",
        "metric": "The figure that decides",
        "tiers": "From best to last; the last takes everybody whom no other takes",
        "effective_from": "First day on which it applies",
        "published_by": "Absent for the policy a company starts with",
    ].merging(TierBody.notes(under: "tiers")) { first, _ in first }
        .merging(ChurnRuleBody.notes(under: "churn")) { first, _ in first }
}

struct TierBody: Encodable, Sendable {
    let name: String
    let atLeast: Double
    let visitDays: Int?
    let visitMinutes: Int?
    let discountPercent: Double?

    init(_ tier: Tier) {
        name = tier.name
        atLeast = tier.atLeast
        visitDays = tier.visitDays
        visitMinutes = tier.visitMinutes
        discountPercent = tier.discountPercent
    }

    static func notes(under path: String) -> [String: String] {
        [
            "\(path).at_least": "The smallest share (0 to 1) or value that still belongs to the tier",
            "\(path).visit_days": "Days between visits; absent for none",
            "\(path).visit_minutes": "Minutes of a visit; \(Tier.usualVisitMinutes) where absent",
            "\(path).discount_percent": "Given on orders; absent for none",
        ]
    }
}

struct ChurnRuleBody: Encodable, Sendable {
    let minimumOrderDays: Int
    let lateFactor: Double
    let lostAfterDays: Int

    init(_ rule: ChurnRule) {
        minimumOrderDays = rule.minimumOrderDays
        lateFactor = rule.lateFactor
        lostAfterDays = rule.lostAfterDays
    }

    static func notes(under path: String) -> [String: String] {
        [
            "\(path).minimum_order_days": "Purchase days before anybody speaks of a rhythm",
            "\(path).late_factor": "How many usual gaps of silence are late",
            "\(path).lost_after_days": "Days after which an open warning counts as lost, and no silence is warned of",
        ]
    }
}

/// The rules of a policy as they come in.
struct TierRulesInput: Described {
    let method: TierRules.Method
    let metric: TierMetric
    let tiers: [TierInput]
    let churn: ChurnRuleInput?
    let effectiveFrom: CalendarDate?

    var rules: TierRules {
        get throws {
            try TierRules(method: method, metric: metric, tiers: tiers.map(\.tier), churn: churn?.rule ?? .standard)
        }
    }

    static let fields: [Field<Self>] = [
        .choice("method", \.method, "quantile: at_least is a share of the company's customers; threshold: a value"),
        .choice("metric", \.metric, "The figure that decides"),
        .list("tiers", \.tiers, 1...10, "From best to last"),
        .object("churn", \.churn, "When a customer counts as leaving; absent takes the usual rule"),
        .date("effective_from", \.effectiveFrom, "First day on which it applies; absent is today"),
    ]
}

struct TierInput: Described {
    let name: String
    let atLeast: Double
    let visitDays: Int?
    let visitMinutes: Int?
    let discountPercent: Double?

    var tier: Tier {
        Tier(
            name: name,
            atLeast: atLeast,
            visitDays: visitDays,
            visitMinutes: visitMinutes,
            discountPercent: discountPercent
        )
    }

    static let fields: [Field<Self>] = [
        .text("name", \.name, Tier.nameLength, "Unique in the policy"),
        .number("at_least", \.atLeast, -1e15...1e15, "The smallest share (0 to 1) or value that still belongs to it"),
        .integer("visit_days", \.visitDays, Tier.visitDayRange.wire, "Days between visits; absent for none"),
        .integer(
            "visit_minutes",
            \.visitMinutes,
            Tier.visitMinuteRange.wire,
            "Minutes of a visit; \(Tier.usualVisitMinutes) where absent"
        ),
        .number("discount_percent", \.discountPercent, Tier.discountRange, "Given on orders; absent for none"),
    ]
}

struct ChurnRuleInput: Described {
    let minimumOrderDays: Int
    let lateFactor: Double
    let lostAfterDays: Int

    var rule: ChurnRule {
        ChurnRule(minimumOrderDays: minimumOrderDays, lateFactor: lateFactor, lostAfterDays: lostAfterDays)
    }

    static let fields: [Field<Self>] = [
        .integer("minimum_order_days", \.minimumOrderDays, 3...1000, "Purchase days before anybody speaks of a rhythm"),
        .number("late_factor", \.lateFactor, 1...10, "How many usual gaps of silence are late"),
        .integer(
            "lost_after_days",
            \.lostAfterDays,
            7...3650,
            "Days after which an open warning counts as lost, and no silence is warned of"
        ),
    ]
}
