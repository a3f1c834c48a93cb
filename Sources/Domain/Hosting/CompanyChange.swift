/// What somebody wants to change of a company; nil leaves a property as it is.
public struct CompanyChange: Hashable, Sendable {
    /// Display name, see `Company.nameLength`.
    public let name: String?
    /// The language of what the company's people read.
    public let locale: Language?
    /// IANA time zone.
    public let timeZone: String?
    /// Whether anybody may act in it.
    public let state: Company.State?

    /// A change; the currency and the short name stay for ever, because amounts and links depend on them.
    public init(
        name: String? = nil,
        locale: Language? = nil,
        timeZone: String? = nil,
        state: Company.State? = nil
    ) {
        self.name = name
        self.locale = locale
        self.timeZone = timeZone
        self.state = state
    }
}
