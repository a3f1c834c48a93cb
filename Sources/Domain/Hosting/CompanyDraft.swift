/// A company that somebody wants to host.
public struct CompanyDraft: Hashable, Sendable {
    /// Display name, see `Company.nameLength`.
    public let name: String
    /// Short name, see `Company.isSlug(_:)`.
    public let slug: String
    /// The language of what the company's people read.
    public let locale: Language
    /// IANA time zone.
    public let timeZone: String
    /// The currency of every amount of the company.
    public let currency: Currency

    /// A company to host; refuses a name or a short name that breaks its rule.
    public init(
        name: String,
        slug: String,
        locale: Language,
        timeZone: String,
        currency: Currency
    ) throws(HostingError) {
        guard Company.nameLength.contains(name.unicodeScalars.count) else { throw .nameLength }
        guard Company.isSlug(slug) else { throw .slugForm }
        guard Company.timeZoneLength.contains(timeZone.unicodeScalars.count) else { throw .timeZoneUnknown }
        self.name = name
        self.slug = slug
        self.locale = locale
        self.timeZone = timeZone
        self.currency = currency
    }
}
