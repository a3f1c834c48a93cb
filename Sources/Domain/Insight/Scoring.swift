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
        let standings = await CompanyStandings(customers.map(\.basis), for: self)
        return await customers.mapConcurrently { score(of: $0, on: standings, after: earlier[$0.id]) }
    }

    /// The score of one customer, on the standings of the whole company; `earlier` is that of the run before.
    public func score(
        of customer: ScoringCandidate,
        on standings: CompanyStandings,
        after earlier: CustomerScore?
    ) -> CustomerScore {
        let (basis, risk) = (customer.basis, ChurnRisk(of: customer.figures, customer.expectation, on: day))
        let stage = StagePlacement(of: customer.figures, risk: risk, on: day, after: earlier?.stage)
        return CustomerScore(
            customer: customer.id,
            figures: customer.figures,
            ranks: standings.ranks(of: basis),
            placement: placement(of: customer.id, basis, on: standings).continuing(earlier?.placement),
            expectation: customer.expectation,
            risk: risk,
            stage: stage,
            holdsUntil: holdsUntil(customer, stage)
        )
    }

    /// Whether a score of an earlier day, under the same policy, models and settings, is still what a scoring of this day
    /// would say of the customer, whose orders are the same.
    public func holds(_ outline: ScoreOutline, on standings: CompanyStandings) -> Bool {
        if let end = outline.holdsUntil, end <= day { return false }
        return !outline.isOverridden && overrides[outline.customer] == nil
            && standings.ranks(of: outline.basis) == outline.ranks
            && standings.tier(of: outline.basis).name == outline.tier
    }

    /// The first day after this one on which silence alone gives another class of risk or another stage, or makes the
    /// customer late; nil where none is to come.
    private func holdsUntil(_ customer: ScoringCandidate, _ stage: StagePlacement) -> CalendarDate? {
        let late = policy.rules.churn.lateDay(of: customer.figures)
        let days = ChurnRisk.steps(of: customer.figures, customer.expectation) + stage.ends(for: customer.figures)
        return (days + [late].compactMap(\.self)).filter { $0 > day }.min()
    }

    private func placement(
        of customer: Customer.ID,
        _ basis: RankingBasis,
        on standings: CompanyStandings
    ) -> TierPlacement {
        let override = overrides[customer].flatMap { $0.applies(on: day) ? $0 : nil }
        // A later policy may have dropped the tier of an override; then the policy decides.
        let overridden = override.flatMap { policy.rules.tier(named: $0.tier) }
        let tier = overridden ?? standings.tier(of: basis)
        return TierPlacement(
            tier: tier.name,
            since: day,
            cause: overridden == nil ? .policy : .override,
            policy: policy.id,
            reached: standings.reached(by: basis),
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

    /// What the customer is ranked by.
    public var basis: RankingBasis { RankingBasis(figures, expectation) }
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
