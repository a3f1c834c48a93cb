/// Scores all customers of a company for one day under one policy. Pure: figures in, scores out.
public struct Scoring: Sendable {
    /// The day the scores stand for.
    public let day: CalendarDate
    /// The policy in force on that day.
    public let policy: TierPolicy
    /// Tiers given by hand, expired ones too.
    public let overrides: [Customer.ID: TierOverride]

    /// A scoring of one company.
    public init(day: CalendarDate, policy: TierPolicy, overrides: [Customer.ID: TierOverride]) {
        self.day = day
        self.policy = policy
        self.overrides = overrides
    }

    /// The scores of all customers with orders, in the order given.
    ///
    /// `earlier` are their scores from the run before: a tier and a stage that stay keep their beginning.
    public func scores(of customers: [ScoringCandidate], earlier: KnownScores) async -> [CustomerScore] {
        // Recency ranks by the day itself: the later the better, whatever day it is today.
        async let recencies = Standings(customers.map { Int64($0.figures.lastOn.dayNumber) })
        async let frequencies = Standings(customers.map { Int64($0.figures.orderDays) })
        async let amounts = Standings(customers.map(\.figures.totalMinor))
        async let potentials = Standings(customers.map(\.expectation.lifetimeMinor))
        let ladder = TierLadder(rules: policy.rules, values: customers.map(value(of:)))
        let (recency, frequency, monetary, potential) = await (recencies, frequencies, amounts, potentials)
        return await customers.mapConcurrently { customer in
            let before = earlier[customer.id]
            let risk = ChurnRisk(of: customer.figures, customer.expectation, on: day)
            return CustomerScore(
                customer: customer.id,
                figures: customer.figures,
                recencyScore: recency.fifth(of: Int64(customer.figures.lastOn.dayNumber)),
                frequencyScore: frequency.fifth(of: Int64(customer.figures.orderDays)),
                monetaryScore: monetary.fifth(of: customer.figures.totalMinor),
                placement: placement(of: customer, on: ladder).continuing(before?.placement),
                expectation: customer.expectation,
                potential: potential.fifth(of: customer.expectation.lifetimeMinor),
                risk: risk,
                stage: StagePlacement(of: customer.figures, risk: risk, on: day, after: before?.stage)
            )
        }
    }

    private func value(of customer: ScoringCandidate) -> Int64 {
        policy.rules.metric.value(of: customer.figures, customer.expectation, on: day)
    }

    private func placement(of customer: ScoringCandidate, on ladder: TierLadder) -> TierPlacement {
        let override = overrides[customer.id].flatMap { $0.applies(on: day) ? $0 : nil }
        // A later policy may have dropped the tier of an override; then the policy decides.
        let overridden = override.flatMap { policy.rules.tier(named: $0.tier) }
        let reached = ladder.reached(by: value(of: customer))
        let tier = overridden ?? ladder.tier(reaching: reached)
        return TierPlacement(
            tier: tier.name,
            since: day,
            cause: overridden == nil ? .policy : .override,
            policy: policy.id,
            reached: reached,
            visitDays: tier.visitDays
        )
    }
}

/// What a customer is scored by.
public struct ScoringCandidate: Hashable, Sendable {
    /// Whom it is about.
    public let id: Customer.ID
    /// What the orders say.
    public let figures: PurchaseFigures
    /// What they let expect.
    public let expectation: CustomerExpectation

    /// A customer to be scored anew, as the orders were then.
    public init(_ score: CustomerScore) {
        self.init(id: score.customer, figures: score.figures, expectation: score.expectation)
    }

    /// A customer to be scored.
    public init(id: Customer.ID, figures: PurchaseFigures, expectation: CustomerExpectation) {
        self.id = id
        self.figures = figures
        self.expectation = expectation
    }
}

/// Scores by customer: of the run before.
public struct KnownScores: Sendable {
    /// All of them, in no order.
    public let all: [CustomerScore]
    // Scores are large: a dictionary of them would take twice their memory.
    private let positions: [Customer.ID: Int32]

    /// The scores of customers, each once.
    public init(_ scores: [CustomerScore] = []) {
        all = scores
        positions = Dictionary(
            scores.enumerated().lazy.map { ($1.customer, Int32($0)) },
            uniquingKeysWith: { first, _ in first }
        )
    }

    /// The score of a customer, if there is one.
    public subscript(customer: Customer.ID) -> CustomerScore? {
        positions[customer].map { all[Int($0)] }
    }
}
