public import FoundationEssentials

/// A customer lent to a colleague for a time.
public struct CustomerShare: Hashable, Sendable {
    /// The id of a share.
    public typealias ID = Identifier<CustomerShare>

    /// Its id.
    public let id: ID
    /// The customer.
    public let customerID: Customer.ID
    /// With whom it is shared.
    public let personID: Person.ID
    /// What they may do with it.
    public let level: Level
    /// Why, see `reasonLength`.
    public let reason: String
    /// Who shared it; nil for an integration.
    public let sharedBy: Person.ID?
    /// Since when.
    public let createdAt: Date
    /// Until when.
    public let expiresAt: Date
    /// When it was taken back; nil otherwise.
    public let revokedAt: Date?

    /// A share as it is kept.
    public init(
        id: ID,
        customerID: Customer.ID,
        personID: Person.ID,
        level: Level,
        reason: String,
        sharedBy: Person.ID?,
        createdAt: Date,
        expiresAt: Date,
        revokedAt: Date?
    ) {
        self.id = id
        self.customerID = customerID
        self.personID = personID
        self.level = level
        self.reason = reason
        self.sharedBy = sharedBy
        self.createdAt = createdAt
        self.expiresAt = expiresAt
        self.revokedAt = revokedAt
    }

    /// Allowed length of a reason, in code points.
    public static let reasonLength = 1...200
    /// Shares of one person that may be live: all of them are looked up with every request.
    public static let liveLimit = 500

    /// What somebody may do with a customer that is shared with them.
    public enum Level: String, Hashable, Sendable, Codable, CaseIterable {
        /// See it, with all that hangs on it.
        case read
        /// Change it as its owner may, but not share it on.
        case write
    }
}

/// Why a customer could not be shared.
public enum ShareError: DomainError {
    /// No such share, or not one the acting person may see.
    case unknown
    /// The customer was only shared with the acting person.
    case notHeld
    /// Nobody who works in the company.
    case personUnknown
    /// An expiry that has passed, or that is more than 366 days away.
    case expiry
    /// Too much is shared with this person already.
    case tooMany

    /// What kind of refusal it is.
    public var kind: DomainErrorKind {
        switch self {
        case .unknown: .notFound
        case .notHeld: .forbidden
        case .personUnknown, .expiry: .invalid
        case .tooMany: .conflict
        }
    }

    /// Stable, for programs.
    public var code: String {
        switch self {
        case .unknown: "share.unknown"
        case .notHeld: "share.not_held"
        case .personUnknown: "share.person_unknown"
        case .expiry: "share.expiry"
        case .tooMany: "share.too_many"
        }
    }

    /// For people.
    public var message: String {
        switch self {
        case .unknown: "There is no such share."
        case .notHeld: "This customer was only shared with you, so you cannot share it on."
        case .personUnknown: "There is no such person at work in this company."
        case .expiry: "A share ends within 366 days, and not in the past."
        case .tooMany: "500 customers are shared with this person already."
        }
    }
}
