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

    /// A score as it is kept.
    public init(
        customer: Customer.ID,
        figures: PurchaseFigures,
        recencyScore: Int,
        frequencyScore: Int,
        monetaryScore: Int,
        placement: TierPlacement
    ) {
        self.customer = customer
        self.figures = figures
        self.recencyScore = recencyScore
        self.frequencyScore = frequencyScore
        self.monetaryScore = monetaryScore
        self.placement = placement
    }
}
