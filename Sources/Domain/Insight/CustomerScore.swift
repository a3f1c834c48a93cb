/// What the last scoring says of one customer.
public struct CustomerScore: Hashable, Sendable {
    /// Whom it is about.
    public let customer: Customer.ID
    /// The numbers.
    public let figures: PurchaseFigures
    /// 5 for the fifth of customers who bought most recently, 1 for the last.
    public let recencyScore: Int
    /// 5 for the fifth with most repeat purchase days, 1 for the last.
    public let frequencyScore: Int
    /// 5 for the fifth of highest value, 1 for the last.
    public let monetaryScore: Int
    /// The tier, since when and why.
    public let placement: TierPlacement
    /// What the models, or the rule in their place, expect.
    public let expectation: CustomerExpectation
    /// 5 for the fifth of highest lifetime value, 1 for the last.
    public let potential: Int
    /// How likely the customer has left.
    public let risk: ChurnRisk
    /// Where the customer is in the lifecycle, and since when.
    public let stage: StagePlacement

    /// A score as it is kept.
    public init(
        customer: Customer.ID,
        figures: PurchaseFigures,
        recencyScore: Int,
        frequencyScore: Int,
        monetaryScore: Int,
        placement: TierPlacement,
        expectation: CustomerExpectation,
        potential: Int,
        risk: ChurnRisk,
        stage: StagePlacement
    ) {
        self.customer = customer
        self.figures = figures
        self.recencyScore = recencyScore
        self.frequencyScore = frequencyScore
        self.monetaryScore = monetaryScore
        self.placement = placement
        self.expectation = expectation
        self.potential = potential
        self.risk = risk
        self.stage = stage
    }

    /// The same score with another tier.
    public func placed(_ placement: TierPlacement) -> CustomerScore {
        CustomerScore(
            customer: customer,
            figures: figures,
            recencyScore: recencyScore,
            frequencyScore: frequencyScore,
            monetaryScore: monetaryScore,
            placement: placement,
            expectation: expectation,
            potential: potential,
            risk: risk,
            stage: stage
        )
    }
}
