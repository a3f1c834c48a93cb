/// One value level of a tier policy.
public struct Tier: Hashable, Sendable, Codable {
    /// Allowed length of a name, in characters.
    public static let nameLength = 1...20
    /// Allowed days between visits.
    public static let visitDayRange = 1...730
    /// Allowed minutes of a visit.
    public static let visitMinuteRange = 1...1440
    /// Minutes of a visit where a tier says nothing.
    public static let usualVisitMinutes = 30
    /// Allowed discounts, in percent.
    public static let discountRange = 0.0...100.0

    /// "A", "gold", 金卡.
    public let name: String
    /// The smallest share (quantile) or value (threshold) that still belongs to the tier.
    public let atLeast: Double
    /// Days between visits the tier deserves; nil for none.
    public let visitDays: Int?
    /// Minutes that a visit takes; nil for ``usualVisitMinutes``.
    public let visitMinutes: Int?
    /// Percent that the tier gives on orders; nil for none.
    public let discountPercent: Double?

    /// A tier of a policy.
    public init(
        name: String,
        atLeast: Double,
        visitDays: Int?,
        visitMinutes: Int? = nil,
        discountPercent: Double? = nil
    ) {
        self.name = name
        self.atLeast = atLeast
        self.visitDays = visitDays
        self.visitMinutes = visitMinutes
        self.discountPercent = discountPercent
    }

    /// Whether minutes and discount are within their ranges.
    var keepsPromises: Bool {
        (visitMinutes.map(Self.visitMinuteRange.contains) ?? true)
            && (discountPercent.map(Self.discountRange.contains) ?? true)
    }

    private enum CodingKeys: String, CodingKey {
        case name
        case atLeast = "at_least"
        case visitDays = "visit_days"
        case visitMinutes = "visit_minutes"
        case discountPercent = "discount_percent"
    }
}
