public import FoundationEssentials

/// A hosted client company: the tenant.
public struct Company: Hashable, Sendable {
    /// The id of a company.
    public typealias ID = Identifier<Company>

    /// Its id.
    public let id: ID
    /// The agency that hosts it.
    public let agencyID: Agency.ID
    /// Display name, see `nameLength`.
    public let name: String
    /// Short name, unique in the installation, see `isSlug(_:)`.
    public let slug: String
    /// The language of what the company's people read.
    public let locale: Language
    /// IANA time zone: days of orders and due dates are days of this zone.
    public let timeZone: String
    /// The currency of every amount of the company.
    public let currency: Currency
    /// Whether anybody may act in it.
    public let state: State
    /// Counts the changes, from 1.
    public let version: Int64
    /// When it was hosted.
    public let createdAt: Date
    /// Last change.
    public let updatedAt: Date

    /// A company as it is kept.
    public init(
        id: ID,
        agencyID: Agency.ID,
        name: String,
        slug: String,
        locale: Language,
        timeZone: String,
        currency: Currency,
        state: State,
        version: Int64,
        createdAt: Date,
        updatedAt: Date
    ) {
        self.id = id
        self.agencyID = agencyID
        self.name = name
        self.slug = slug
        self.locale = locale
        self.timeZone = timeZone
        self.currency = currency
        self.state = state
        self.version = version
        self.createdAt = createdAt
        self.updatedAt = updatedAt
    }

    /// Allowed length of a name, in code points.
    public static let nameLength = 1...200
    /// Allowed length of a short name.
    public static let slugLength = 1...63
    /// Allowed length of a time zone's name.
    public static let timeZoneLength = 1...64

    /// Whether anybody may act in a company.
    public enum State: String, Hashable, Sendable, Codable, CaseIterable {
        /// People and jobs work in it.
        case active
        /// Nobody acts in it, and its jobs are dropped.
        case suspended
    }

    /// Whether the text is a short name: lower-case letters, digits and hyphens, not a hyphen first.
    public static func isSlug(_ text: String) -> Bool {
        guard slugLength.contains(text.utf8.count), text.utf8.first != UInt8(ascii: "-") else { return false }
        return text.utf8.allSatisfy { byte in
            (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
                || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
                || byte == UInt8(ascii: "-")
        }
    }
}
