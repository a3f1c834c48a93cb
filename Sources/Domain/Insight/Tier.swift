/// One value level of a tier policy.
public struct Tier: Hashable, Sendable, Codable {
    /// Allowed length of a name, in characters.
    public static let nameLength = 1...20
    /// Allowed days between visits.
    public static let visitDayRange = 1...730

    /// "A", "gold", 金卡.
    public let name: String
    /// The smallest share (quantile) or value (threshold) that still belongs to the tier.
    public let atLeast: Double
    /// Days between visits the tier deserves; nil for none.
    public let visitDays: Int?

    /// A tier of a policy.
    public init(name: String, atLeast: Double, visitDays: Int?) {
        self.name = name
        self.atLeast = atLeast
        self.visitDays = visitDays
    }

    private enum CodingKeys: String, CodingKey {
        case name
        case atLeast = "at_least"
        case visitDays = "visit_days"
    }
}
