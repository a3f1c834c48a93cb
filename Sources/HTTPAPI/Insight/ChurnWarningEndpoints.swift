import Domain
import FoundationEssentials
import Hummingbird
import Store

/// Customers who are late against their own rhythm.
enum ChurnWarningEndpoints {
    static let all: [Endpoint] = [
        .list(
            "churn-warnings",
            "listChurnWarnings",
            "Customers who are late against their own rhythm, newest warning first",
            filters: [
                .choice("state", ChurnWarning.State.self, "Only this state; open where absent"),
                .id("owner_id", "Only this agent's customers"),
            ]
        ) { scope in
            let slice = try scope.slice(after: WarningKey.self)
            let rows = try await scope.company.churnWarnings(
                state: scope.query.choice("state") ?? .open,
                owner: scope.query.id("owner_id"),
                after: slice.after,
                limit: slice.fetch
            )
            let currency = try await scope.company.hostedCompany().currency
            return try scope.page(rows, slice, key: { WarningKey($0.warning) }) {
                ChurnWarningBody($0, currency: currency, language: scope.language)
            }
        },
        .get("churn-warnings/:id", "getChurnWarning", "One churn warning") { scope in
            try await body(of: scope.company.churnWarning(scope.id()), scope)
        },
        .post(
            "churn-warnings/:id/dismissal",
            "dismissChurnWarning",
            "Close a warning that means nothing",
            status: .ok
        ) { scope in
            try await body(of: scope.company.dismissChurnWarning(scope.id()), scope)
        },
    ]

    private static func body(of warned: WarnedCustomer?, _ scope: Scope) async throws -> ChurnWarningBody? {
        guard let warned else { return nil }
        let currency = try await scope.company.hostedCompany().currency
        return ChurnWarningBody(warned, currency: currency, language: scope.language)
    }
}

struct ChurnWarningBody: Body {
    let id: ChurnWarning.ID
    let customer: CustomerReference
    let ownerID: Person.ID?
    let state: ChurnWarning.State
    let lastOn: CalendarDate
    let orderDays: Int
    let rhythmDays: Int
    let lateAfterDays: Int
    let silentDays: Int
    let reason: String
    let risk: ChurnRisk
    let lifetimeValue: Money
    let play: RetentionPlay
    let advice: String
    let modelNumber: Int
    let raisedOn: CalendarDate
    let dueOn: CalendarDate
    let closedAt: Date?

    init(_ warned: WarnedCustomer, currency: Currency, language: Language) {
        let warning = warned.warning
        id = warning.id
        customer = CustomerReference(id: warning.customer, name: warned.name)
        ownerID = warned.owner
        state = warning.state
        lastOn = warning.lateness.lastOn
        orderDays = warning.lateness.orderDays
        rhythmDays = warning.lateness.usualDays
        lateAfterDays = warning.lateness.lateAfterDays
        silentDays = warning.lateness.silentDays
        reason = warning.lateness.reason(language)
        risk = warning.stake.risk
        lifetimeValue = Money(amountMinor: warning.stake.lifetimeMinor, currency: currency)
        play = warning.stake.play
        advice = warning.stake.play.advice(language)
        modelNumber = warning.stake.modelNumber
        raisedOn = warning.raisedOn
        dueOn = warning.dueOn
        closedAt = warning.closedAt
    }

    static let example = ChurnWarningBody(
        WarnedCustomer(
            warning: ChurnWarning(
                id: Examples.id(21),
                customer: Examples.id(5),
                lateness: Lateness(
                    lastOn: Examples.day.adding(days: -60),
                    orderDays: 8,
                    usualDays: 20,
                    lateAfterDays: 40,
                    silentDays: 60
                ),
                stake: RetentionStake(risk: .high, lifetimeMinor: 45_000, play: .visit, modelNumber: 3),
                raisedOn: Examples.day,
                dueOn: Examples.day.adding(days: 3),
                state: .returned,
                closedAt: Examples.instant
            ),
            name: "张伟",
            owner: Examples.person
        ),
        currency: .cny,
        language: .english
    )
    static let notes = [
        "last_on": "The purchase day after which the silence began",
        "order_days": "Purchase days the rhythm rests on",
        "rhythm_days": "Median days between purchase days",
        "late_after_days": "Days of silence that were still in time",
        "silent_days": "Days of silence when the warning was raised",
        "reason": "Why, in one sentence in the reader's language",
        "state":
            "open; returned: ordered again after somebody acted; false_alarm: ordered again without; lost; dismissed",
        "risk": "How likely the customer had left when it was raised",
        "lifetime_value": "Margin expected over the company's horizon when it was raised",
        "play": "What is proposed, from risk and value",
        "advice": "The play in one sentence in the reader's language",
        "model_number": "Version of the models that said so",
        "due_on": "Day by which somebody should have acted; sooner where more is at stake",
        "closed_at": "Absent while open",
    ]
}
