/// One step in the tier history of a customer, with the numbers that decided.
public struct TierChange: Hashable, Sendable {
    /// Whose tier it is.
    public let customer: Customer.ID
    /// The tier before; nil for the first.
    public let from: String?
    /// The tier that began, when and why.
    public let placement: TierPlacement
    /// Who decided; nil for the worker.
    public let changedBy: Person.ID?

    /// A step as it is kept.
    public init(customer: Customer.ID, from: String?, placement: TierPlacement, changedBy: Person.ID? = nil) {
        self.customer = customer
        self.from = from
        self.placement = placement
        self.changedBy = changedBy
    }

    /// The step between two scores of one customer; nil where the tier stayed, or where there was none before: a first
    /// tier is kept with the score, and written to the history together with the first step away from it.
    public init?(from earlier: CustomerScore?, to score: CustomerScore) {
        guard let earlier, earlier.placement.tier != score.placement.tier else { return nil }
        self.init(customer: score.customer, from: earlier.placement.tier, placement: score.placement)
    }
}
