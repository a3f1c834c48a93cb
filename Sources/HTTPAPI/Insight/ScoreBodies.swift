import Domain
import FoundationEssentials
import Store

struct ScoreBody: Body {
    let customer: CustomerReference
    let ownerID: Person.ID?
    let asOf: CalendarDate
    let orderCount: Int
    let orderDays: Int
    let firstOn: CalendarDate
    let lastOn: CalendarDate
    let recencyDays: Int
    let tenureDays: Int
    let frequency: Int
    let monetary: Money
    let average: Money
    let rhythmDays: Int?
    let rhythmSlowDays: Int?
    let recencyScore: Int
    let frequencyScore: Int
    let monetaryScore: Int
    let tier: PlacementBody
    let reasons: [String]?

    init(_ scored: ScoredCustomer, asOf day: CalendarDate, currency: Currency, reasons: [String]? = nil) {
        let figures = scored.score.figures
        customer = CustomerReference(id: scored.score.customer, name: scored.name)
        ownerID = scored.owner
        asOf = day
        orderCount = figures.orderCount
        orderDays = figures.orderDays
        firstOn = figures.firstOn
        lastOn = figures.lastOn
        recencyDays = figures.recencyDays(on: day)
        tenureDays = figures.tenureDays(on: day)
        frequency = figures.frequency
        monetary = Money(amountMinor: figures.totalMinor, currency: currency)
        average = Money(amountMinor: figures.averageMinor, currency: currency)
        rhythmDays = figures.rhythm?.usualDays
        rhythmSlowDays = figures.rhythm?.slowDays
        recencyScore = scored.score.ranks.recency
        frequencyScore = scored.score.ranks.frequency
        monetaryScore = scored.score.ranks.monetary
        tier = PlacementBody(scored.score.placement)
        self.reasons = reasons
    }

    static let notes = [
        "as_of": "The day the figures stand for; orders up to it count",
        "order_days": "Days with at least one order",
        "recency_days": "Days from the last purchase to as_of",
        "tenure_days": "Days from the first purchase to as_of",
        "frequency": "Repeat purchase days",
        "monetary": "All orders, refunds subtracted",
        "average": "monetary by purchase days",
        "rhythm_days": "Median days between purchase days; absent below three of them",
        "rhythm_slow_days": "Days between purchase days that nine gaps of ten do not exceed",
        "recency_score": "5 for the fifth of customers who bought most recently, 1 for the last",
        "frequency_score": "5 for the fifth with most purchase days, 1 for the last",
        "monetary_score": "5 for the fifth of highest value, 1 for the last",
        "reasons": "Short sentences with the customer's own numbers, in the reader's language; absent in lists",
    ].merging(PlacementBody.notes(under: "tier")) { first, _ in first }
}

struct PlacementBody: Encodable, Sendable {
    let name: String
    let since: CalendarDate
    let cause: TierPlacement.Cause
    let policyID: TierPolicy.ID
    let reached: Double

    init(_ placement: TierPlacement) {
        name = placement.tier
        since = placement.since
        cause = placement.cause
        policyID = placement.policy
        reached = placement.reached
    }

    static func notes(under path: String) -> [String: String] {
        [
            "\(path).since": "The day the tier began",
            "\(path).cause": "policy, override (by hand), or override_expired (the policy again)",
            "\(path).policy_id": "The policy version in force when the tier began",
            "\(path).reached":
                "What decided then: the share of customers who had less, or the value of a threshold policy",
        ]
    }
}

struct TierHistoryBody: Body {
    let customerID: Customer.ID
    let changes: [ChangeBody]

    struct ChangeBody: Encodable, Sendable {
        let from: String?
        let to: PlacementBody
        let changedBy: Person.ID?
    }

    init(_ customer: Customer.ID, _ changes: [TierChange]) {
        customerID = customer
        self.changes = changes.map {
            ChangeBody(from: $0.from, to: PlacementBody($0.placement), changedBy: $0.changedBy)
        }
    }

    static let example = TierHistoryBody(
        Examples.id(5),
        [TierChange(customer: Examples.id(5), from: "B", placement: .example, changedBy: Examples.person)]
    )
    static let notes = [
        "changes": "Newest first",
        "changes.from": "The tier before; absent for the first",
        "changes.changed_by": "Who decided; absent for the nightly scoring",
    ].merging(PlacementBody.notes(under: "changes.to")) { first, _ in first }
}

struct TierOverrideBody: Body {
    let tier: String
    let reason: String
    let expiresOn: CalendarDate
    let setBy: Person.ID?

    init(_ override: TierOverride) {
        tier = override.tier
        reason = override.reason
        expiresOn = override.expiresOn
        setBy = override.setBy
    }

    static let example = TierOverrideBody(
        TierOverride(tier: "A", reason: "Opens three shops in spring", expiresOn: Examples.day, setBy: Examples.person)
    )
    static let notes = ["expires_on": "The first day on which the policy decides again"]
}

struct TierOverrideInput: Described {
    let tier: String
    let reason: String
    let expiresOn: CalendarDate

    static let fields: [Field<Self>] = [
        .text("tier", \.tier, Tier.nameLength, "A tier of the policy in force"),
        .text("reason", \.reason, TierOverride.reasonLength, "Why"),
        .date("expires_on", \.expiresOn, "The first day on which the policy decides again; after today"),
    ]
}

struct NewScoring: Described {
    let asOf: CalendarDate?
    let recompute: Bool?

    static let fields: [Field<Self>] = [
        .date("as_of", \.asOf, "Orders up to this day count; absent is today in the company's time zone"),
        .flag("recompute", \.recompute, "Read all orders again and fit the models anew, not only what came since"),
    ]
}

extension TierPlacement {
    fileprivate static let example = TierPlacement(
        tier: "A",
        since: Examples.day,
        cause: .policy,
        policy: Examples.id(20),
        reached: 0.93,
        visitDays: 14
    )
}

extension CustomerScore {
    fileprivate static let example = CustomerScore(
        customer: Examples.id(5),
        figures: PurchaseFigures(
            orderCount: 9,
            orderDays: 8,
            firstOn: Examples.day.adding(days: -400),
            lastOn: Examples.day.adding(days: -12),
            totalMinor: 123_450,
            repeatMinor: 110_200,
            rhythm: PurchaseRhythm(usualDays: 45, slowDays: 92),
            pacePercent: 130
        ),
        ranks: CustomerRanks(recency: 5, frequency: 4, monetary: 5, potential: 5),
        placement: .example,
        expectation: CustomerExpectation(
            alivePercent: 93,
            ordersInYear: 6.1,
            nextOrderDays: 38,
            lifetimeMinor: 89_000
        ),
        risk: .low,
        stage: StagePlacement(stage: .growing, since: Examples.day.adding(days: -90)),
        holdsUntil: Examples.day.adding(days: 80)
    )
}

extension ScoredCustomer {
    static let example = ScoredCustomer(score: .example, name: "张伟", owner: Examples.person)
}

extension ScoreBody {
    static let example = ScoreBody(
        .example,
        asOf: Examples.day,
        currency: .cny,
        reasons: ["1234.50 CNY in all, 154.31 CNY a purchase day (monetary 5 of 5)."]
    )
}
