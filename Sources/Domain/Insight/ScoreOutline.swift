/// As much of a score as it takes to say whether it still holds.
public struct ScoreOutline: Sendable {
    /// Whom it is about.
    public let customer: Customer.ID
    /// What the customer was ranked by.
    public let basis: RankingBasis
    /// The fifths the customer was in.
    public let ranks: CustomerRanks
    /// Name of the tier.
    public let tier: String
    /// Whether an override gave the tier.
    public let isOverridden: Bool
    /// First day on which time alone may change it; nil for never.
    public let holdsUntil: CalendarDate?

    /// An outline of a score that is kept.
    public init(
        customer: Customer.ID,
        basis: RankingBasis,
        ranks: CustomerRanks,
        tier: String,
        isOverridden: Bool,
        holdsUntil: CalendarDate?
    ) {
        self.customer = customer
        self.basis = basis
        self.ranks = ranks
        self.tier = tier
        self.isOverridden = isOverridden
        self.holdsUntil = holdsUntil
    }
}
