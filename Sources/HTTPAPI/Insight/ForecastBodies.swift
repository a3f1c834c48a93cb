import Domain
import FoundationEssentials
import Store

/// What is kept of every customer, in steps.
struct ExpectationBody: Encodable, Sendable {
    let alivePercent: Int?
    let risk: ChurnRisk
    let ordersInYear: Double
    let nextOrderOn: CalendarDate?
    let lifetimeValue: Money
    let potential: Int
    let stage: LifecycleStage
    let stageSince: CalendarDate
    let pacePercent: Int?

    init(_ score: CustomerScore, nextOrderOn: CalendarDate?, currency: Currency) {
        alivePercent = score.expectation.alivePercent
        risk = score.risk
        ordersInYear = score.expectation.ordersInYear
        self.nextOrderOn = nextOrderOn
        lifetimeValue = Money(amountMinor: score.expectation.lifetimeMinor, currency: currency)
        potential = score.ranks.potential
        stage = score.stage.stage
        stageSince = score.stage.since
        pacePercent = score.figures.pacePercent
    }

    static func notes(under path: String) -> [String: String] {
        [
            "\(path).alive_percent":
                "Probability that the customer has not left, in steps of 5; absent where a rule speaks",
            "\(path).risk": "low from 70 %, medium from 40 %, high from 10 %, else gone",
            "\(path).orders_in_year": "Orders expected within 365 days",
            "\(path).next_order_on": "When the next order is due if the customer has not left; absent beyond ten years",
            "\(path).lifetime_value": "Margin on the discounted orders expected over the company's horizon",
            "\(path).potential": "5 for the fifth of highest lifetime value, 1 for the last",
            "\(path).pace_percent":
                "Pace of the later gaps between purchases in percent of the earlier; absent below five purchase days",
        ]
    }
}

struct RankedCustomerBody: Body {
    let customer: CustomerReference
    let ownerID: Person.ID?
    let asOf: CalendarDate
    let lastOn: CalendarDate
    let orderDays: Int
    let monetary: Money
    let expectation: ExpectationBody

    init(_ scored: ScoredCustomer, nextOrderOn: CalendarDate?, asOf day: CalendarDate, currency: Currency) {
        customer = CustomerReference(id: scored.score.customer, name: scored.name)
        ownerID = scored.owner
        asOf = day
        lastOn = scored.score.figures.lastOn
        orderDays = scored.score.figures.orderDays
        monetary = Money(amountMinor: scored.score.figures.totalMinor, currency: currency)
        expectation = ExpectationBody(scored.score, nextOrderOn: nextOrderOn, currency: currency)
    }

    static let example = RankedCustomerBody(
        .example,
        nextOrderOn: Examples.day.adding(days: 36),
        asOf: Examples.day,
        currency: .cny
    )
    static let notes = [
        "as_of": "The day the figures stand for", "last_on": "The last purchase day",
        "order_days": "Days with at least one order", "monetary": "All orders, refunds subtracted",
        "expectation":
            "Of the day of the models or of a later last_on, in steps, by which the list is ordered; GET …/forecast is exact",
    ].merging(ExpectationBody.notes(under: "expectation")) { first, _ in first }
}

struct ForecastBody: Body {
    let customer: CustomerReference
    let ownerID: Person.ID?
    let asOf: CalendarDate
    let probabilityAlive: Double?
    let risk: ChurnRisk
    let orders: [HorizonBody]
    let nextOrder: NextOrderBody?
    let valuePerOrder: Money
    let lifetimeValue: Money
    let margin: Double
    let discount: Double
    let months: Int
    let potential: Int
    let stage: LifecycleStage
    let stageSince: CalendarDate
    let modelNumber: Int
    let ordersFrom: ModelBody
    let valueFrom: ModelBody
    let reasons: [String]

    struct HorizonBody: Encodable, Sendable {
        let days: Int
        let expected: Double
        let least: Int?
        let most: Int?
    }

    struct NextOrderBody: Encodable, Sendable {
        let on: CalendarDate
        let from: CalendarDate?
        let until: CalendarDate?
    }

    init(_ found: ForecastCustomer, currency: Currency, language: Language) {
        let (score, forecast, day) = (found.scored.score, found.forecast, found.day)
        customer = CustomerReference(id: score.customer, name: found.scored.name)
        ownerID = found.scored.owner
        asOf = day
        probabilityAlive = forecast.orders.probabilityAlive
        risk = forecast.risk(of: score.figures, on: day)
        orders = forecast.orders.horizons.map {
            HorizonBody(
                days: $0.days,
                expected: $0.expected,
                least: $0.interval?.lowerBound,
                most: $0.interval?.upperBound
            )
        }
        nextOrder = forecast.orders.nextOrder.map { next in
            NextOrderBody(
                on: day.adding(days: next.days),
                from: next.window.map { day.adding(days: $0.lowerBound) },
                until: next.window.map { day.adding(days: $0.upperBound) }
            )
        }
        let value = forecast.value.valuePerOrder.rounded()
        valuePerOrder = Money(amountMinor: value < 0x1p63 ? Int64(value) : .max, currency: currency)
        lifetimeValue = Money(amountMinor: forecast.value.lifetimeValueMinor, currency: currency)
        margin = found.terms.margin
        discount = found.terms.annualDiscountRate
        months = found.terms.horizonMonths
        potential = score.ranks.potential
        stage = score.stage.stage
        stageSince = score.stage.since
        modelNumber = found.models.book.number
        ordersFrom = ModelBody(forecast.orderModel, language: language)
        valueFrom = ModelBody(forecast.valueModel, language: language)
        reasons = ForecastReasons(
            forecast,
            score: score,
            on: day,
            currency: currency,
            terms: found.terms,
            modelNumber: found.models.book.number
        ).sentences(language)
    }

    static let notes = [
        "as_of": "The day the forecast begins",
        "probability_alive": "That the customer has not left; absent where a rule speaks, which has none",
        "risk":
            "low from 70 %, medium from 40 %, high from 10 %, else gone; by silence where a rule speaks; lists may be a week behind",
        "orders": "Purchase days to come",
        "orders.expected": "The mean",
        "orders.least": "With most, holds the number with at least 90 %; absent where a rule speaks",
        "next_order": "If the customer has not left; absent where none is expected within ten years",
        "next_order.on": "Half of such customers have ordered by then",
        "next_order.from": "With until, the days on which the middle half of such customers orders",
        "value_per_order": "To expect of an order",
        "lifetime_value": "margin × the orders expected over so many months × value_per_order, later ones discounted",
        "potential": "5 for the fifth of highest lifetime value, 1 for the last",
        "model_number": "The version of the models",
        "orders_from": "The model that the orders are from, or the rule and why",
        "value_from": "The model that the value is from, or the plain means and why",
        "reasons": "Short sentences with the customer's own numbers, in the reader's language",
    ].merging(ModelBody.notes(under: "orders_from")) { first, _ in first }
        .merging(ModelBody.notes(under: "value_from")) { first, _ in first }
}

struct StageHistoryBody: Body {
    let customerID: Customer.ID
    let stage: LifecycleStage
    let since: CalendarDate
    let changes: [ChangeBody]

    struct ChangeBody: Encodable, Sendable {
        let from: LifecycleStage
        let since: CalendarDate
        let to: LifecycleStage
        let on: CalendarDate
        let dwellDays: Int
    }

    init(_ customer: Customer.ID, _ stage: StagePlacement, _ changes: [StageChange]) {
        customerID = customer
        self.stage = stage.stage
        since = stage.since
        self.changes = changes.map {
            ChangeBody(
                from: $0.from.stage,
                since: $0.from.since,
                to: $0.to.stage,
                on: $0.to.since,
                dwellDays: $0.dwellDays
            )
        }
    }

    static let example = StageHistoryBody(
        Examples.id(5),
        StagePlacement(stage: .wonBack, since: Examples.day),
        [
            StageChange(
                customer: Examples.id(5),
                from: StagePlacement(stage: .lost, since: Examples.day.adding(days: -60)),
                to: StagePlacement(stage: .wonBack, since: Examples.day)
            )
        ]
    )
    static let notes = [
        "since": "The day of the scoring that saw the stage first",
        "changes": "Newest first",
        "changes.since": "The day the stage before began",
        "changes.dwell_days": "Days the stage before lasted",
    ]
}

struct ScoreDistributionBody: Body {
    let asOf: CalendarDate
    let customers: Int
    let lifetimeValue: Money
    let risks: [ClassBody]
    let stages: [ClassBody]
    let aliveTenths: [TenthBody]
    let matrix: [CellBody]

    struct ClassBody: Encodable, Sendable {
        let name: String
        let customers: Int
        let lifetimeValue: Money
    }

    struct TenthBody: Encodable, Sendable {
        let fromPercent: Int
        let customers: Int
    }

    struct CellBody: Encodable, Sendable {
        let value: Int
        let potential: Int
        let customers: Int
        let lifetimeValue: Money
    }

    init(_ cells: [ScoreCell], asOf day: CalendarDate, currency: Currency) {
        func total(_ members: [ScoreCell]) -> (customers: Int, lifetime: Money) {
            let sum = members.reduce(Int64(0)) { $0.addingSaturated($1.lifetimeMinor) }
            return (members.reduce(0) { $0 + $1.customers }, Money(amountMinor: sum, currency: currency))
        }
        func classes<Name: CaseIterable & RawRepresentable<String> & Equatable>(
            _ name: KeyPath<ScoreCell, Name>
        ) -> [ClassBody] {
            Name.allCases.map { kind in
                let sum = total(cells.filter { $0[keyPath: name] == kind })
                return ClassBody(name: kind.rawValue, customers: sum.customers, lifetimeValue: sum.lifetime)
            }
        }
        let all = total(cells)
        asOf = day
        customers = all.customers
        lifetimeValue = all.lifetime
        risks = classes(\.risk)
        stages = classes(\.stage)
        aliveTenths = (0..<10).map { tenth in
            TenthBody(fromPercent: tenth * 10, customers: total(cells.filter { $0.aliveTenth == tenth }).customers)
        }
        matrix = (1...5).reversed().flatMap { value in
            (1...5).reversed().map { potential in
                let sum = total(cells.filter { $0.value == value && $0.potential == potential })
                return CellBody(
                    value: value,
                    potential: potential,
                    customers: sum.customers,
                    lifetimeValue: sum.lifetime
                )
            }
        }
    }

    static let example = ScoreDistributionBody(
        [
            ScoreCell(
                risk: .low,
                stage: .mature,
                value: 5,
                potential: 4,
                aliveTenth: 9,
                customers: 120,
                lifetimeMinor: 9_600_000
            )
        ],
        asOf: Examples.day,
        currency: .cny
    )
    static let notes = [
        "risks": "By churn risk", "stages": "By lifecycle stage",
        "alive_tenths": "By the probability to be alive; customers for whom a rule speaks are in none",
        "matrix": "Value so far against potential: fifths, 5 the highest; 25 cells",
    ]
}

extension ForecastBody {
    static var example: ForecastBody {
        let book = ModelBook(
            number: 3,
            windowStart: Examples.day.adding(days: -700),
            windowEnd: Examples.day,
            records: ModelRecord.Subject.allCases.map(ModelRecord.example)
        )
        let forecaster = CustomerForecaster(book, terms: .standard, on: Examples.day)
        let score = ScoredCustomer.example
        guard let forecast = forecaster.forecast(score.score.figures, of: .person) else {
            preconditionFailure("the figures of the example end before its day")
        }
        let kept = KeptModels(book: book, holdout: nil, codeVersion: "1", fittedAt: Examples.instant)
        return ForecastBody(
            ForecastCustomer(scored: score, day: Examples.day, forecast: forecast, models: kept, terms: .standard),
            currency: .cny,
            language: .english
        )
    }
}
