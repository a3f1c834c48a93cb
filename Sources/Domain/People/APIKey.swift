public import FoundationEssentials

/// A secret that lets a program act for a person or for an integration of one company.
public struct APIKey: Hashable, Sendable {
    /// The id of a key; not secret.
    public typealias ID = Identifier<APIKey>

    /// Its id.
    public let id: ID
    /// Who acts with it.
    public let bearer: Bearer
    /// What it is for, see `nameLength`.
    public let name: String
    /// The eight characters after `clt_live_`: shown in lists, found by secret scanners.
    public let prefix: String
    /// When it was issued.
    public let createdAt: Date
    /// When it stops working; nil for never.
    public let expiresAt: Date?
    /// When it was revoked; nil while it works.
    public let revokedAt: Date?
    /// When it was last used, to the minute; nil for never.
    public let lastUsedAt: Date?
    /// What it may be used for; nil for whatever its bearer may.
    public let scopes: [KeyScope]?

    /// A key as it is kept.
    public init(
        id: ID,
        bearer: Bearer,
        name: String,
        prefix: String,
        createdAt: Date,
        expiresAt: Date?,
        revokedAt: Date?,
        lastUsedAt: Date? = nil,
        scopes: [KeyScope]? = nil
    ) {
        self.id = id
        self.bearer = bearer
        self.name = name
        self.prefix = prefix
        self.createdAt = createdAt
        self.expiresAt = expiresAt
        self.revokedAt = revokedAt
        self.lastUsedAt = lastUsedAt
        self.scopes = scopes
    }

    /// Allowed length of a name, in code points.
    public static let nameLength = 1...100
    /// Keys of one bearer that work at the same time: the old one and its successor.
    public static let liveLimit = 2

    /// Who acts with a key.
    public enum Bearer: Hashable, Sendable {
        /// A person, in every company where they have a membership.
        case person(Person.ID)
        /// A program of one company.
        case integration(Company.ID)
    }
}
