/// What the last scoring says of one customer.
public struct CustomerScore: Hashable, Sendable {
    /// Whom it is about.
    public let customer: Customer.ID
    /// The numbers.
    public let figures: PurchaseFigures
    /// In which fifths of the company's customers the customer is.
    public let ranks: CustomerRanks
    /// The tier, since when and why.
    public let placement: TierPlacement
    /// What the models, or the rule in their place, expect.
    public let expectation: CustomerExpectation
    /// How likely the customer has left.
    public let risk: ChurnRisk
    /// Where the customer is in the lifecycle, and since when.
    public let stage: StagePlacement
    /// First day on which time alone, without an order, may change it; nil for never.
    public let holdsUntil: CalendarDate?

    /// A score as it is kept.
    public init(
        customer: Customer.ID,
        figures: PurchaseFigures,
        ranks: CustomerRanks,
        placement: TierPlacement,
        expectation: CustomerExpectation,
        risk: ChurnRisk,
        stage: StagePlacement,
        holdsUntil: CalendarDate?
    ) {
        self.customer = customer
        self.figures = figures
        self.ranks = ranks
        self.placement = placement
        self.expectation = expectation
        self.risk = risk
        self.stage = stage
        self.holdsUntil = holdsUntil
    }

    /// The same score with another tier.
    public func placed(_ placement: TierPlacement) -> CustomerScore {
        CustomerScore(
            customer: customer,
            figures: figures,
            ranks: ranks,
            placement: placement,
            expectation: expectation,
            risk: risk,
            stage: stage,
            holdsUntil: holdsUntil
        )
    }
}
