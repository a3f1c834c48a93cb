public import FoundationEssentials

/// One version of a company's tier policy. A change is a new version, never an edit.
public struct TierPolicy: Hashable, Sendable {
    /// The id of a version.
    public typealias ID = Identifier<TierPolicy>

    /// Who it is.
    public let id: ID
    /// Number of the version in the company, from 1.
    public let number: Int
    /// What it says.
    public let rules: TierRules
    /// First day on which it applies. The version with the latest day wins, among equal days the higher number.
    public let effectiveFrom: CalendarDate
    /// Who published it; nil for the one a company starts with.
    public let publishedBy: Person.ID?
    /// When it was published.
    public let publishedAt: Date

    /// A version as it is kept.
    public init(
        id: ID,
        number: Int,
        rules: TierRules,
        effectiveFrom: CalendarDate,
        publishedBy: Person.ID?,
        publishedAt: Date
    ) {
        self.id = id
        self.number = number
        self.rules = rules
        self.effectiveFrom = effectiveFrom
        self.publishedBy = publishedBy
        self.publishedAt = publishedAt
    }
}
