/// What a customer is ranked by.
public struct RankingBasis: Hashable, Sendable {
    /// Orders.
    public let orderCount: Int
    /// Purchase days.
    public let orderDays: Int
    /// Last purchase day.
    public let lastOn: CalendarDate
    /// Sum of all amounts in minor units.
    public let totalMinor: Int64
    /// Probability that the customer has not left, in percent; nil where a rule speaks.
    public let alivePercent: Int?
    /// Orders expected within a year.
    public let ordersInYear: Double
    /// Margin on what is expected over the company's horizon, in minor units.
    public let lifetimeMinor: Int64

    /// What figures and an expectation say.
    public init(_ figures: PurchaseFigures, _ expectation: CustomerExpectation) {
        self.init(
            orderCount: figures.orderCount,
            orderDays: figures.orderDays,
            lastOn: figures.lastOn,
            totalMinor: figures.totalMinor,
            alivePercent: expectation.alivePercent,
            ordersInYear: expectation.ordersInYear,
            lifetimeMinor: expectation.lifetimeMinor
        )
    }

    /// What is kept of them.
    public init(
        orderCount: Int,
        orderDays: Int,
        lastOn: CalendarDate,
        totalMinor: Int64,
        alivePercent: Int?,
        ordersInYear: Double,
        lifetimeMinor: Int64
    ) {
        self.orderCount = orderCount
        self.orderDays = orderDays
        self.lastOn = lastOn
        self.totalMinor = totalMinor
        self.alivePercent = alivePercent
        self.ordersInYear = ordersInYear
        self.lifetimeMinor = lifetimeMinor
    }
}

/// In which fifth of a company's customers one is: 5 for the best, 1 for the last.
public struct CustomerRanks: Hashable, Sendable {
    /// By the last purchase day: the later the better, whatever day it is today.
    public let recency: Int
    /// By the number of purchase days.
    public let frequency: Int
    /// By the value of all orders.
    public let monetary: Int
    /// By the lifetime value.
    public let potential: Int

    /// Ranks as they are kept.
    public init(recency: Int, frequency: Int, monetary: Int, potential: Int) {
        self.recency = recency
        self.frequency = frequency
        self.monetary = monetary
        self.potential = potential
    }
}

/// Where each of a company's customers stands among all of them, under one policy.
public struct CompanyStandings: Sendable {
    private let recency: Standings
    private let frequency: Standings
    private let monetary: Standings
    private let potential: Standings
    private let ladder: TierLadder
    private let metric: TierMetric
    private let day: CalendarDate

    /// The standings of all customers with orders, in any order, for a scoring.
    public init(_ customers: [RankingBasis], for scoring: Scoring) async {
        let (rules, day) = (scoring.policy.rules, scoring.day)
        async let recency = Standings(customers.map { Int64($0.lastOn.dayNumber) })
        async let frequency = Standings(customers.map { Int64($0.orderDays) })
        async let monetary = Standings(customers.map(\.totalMinor))
        async let potential = Standings(customers.map(\.lifetimeMinor))
        ladder = TierLadder(rules: rules, values: customers.map { rules.metric.value(of: $0, on: day) })
        (metric, self.day) = (rules.metric, day)
        (self.recency, self.frequency, self.monetary, self.potential) = await (recency, frequency, monetary, potential)
    }

    func ranks(of customer: RankingBasis) -> CustomerRanks {
        CustomerRanks(
            recency: recency.fifth(of: Int64(customer.lastOn.dayNumber)),
            frequency: frequency.fifth(of: Int64(customer.orderDays)),
            monetary: monetary.fifth(of: customer.totalMinor),
            potential: potential.fifth(of: customer.lifetimeMinor)
        )
    }

    /// What is compared with the bounds of the tiers.
    func reached(by customer: RankingBasis) -> Double {
        ladder.reached(by: metric.value(of: customer, on: day))
    }

    func tier(of customer: RankingBasis) -> Tier {
        ladder.tier(of: metric.value(of: customer, on: day))
    }
}
