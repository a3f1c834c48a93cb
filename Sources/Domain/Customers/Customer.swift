public import FoundationEssentials

/// Whom a company serves: a person or an organisation.
public struct Customer: Hashable, Sendable {
    /// The id of a customer.
    public typealias ID = Identifier<Customer>

    /// Its id.
    public let id: ID
    /// The company's own number of the customer, unique in the company; imports match by it.
    public let code: String?
    /// A person or an organisation.
    public let kind: Kind
    /// The name, Chinese names family-first.
    public let name: String
    /// Mail address.
    public let email: String?
    /// Phone number.
    public let phone: String?
    /// Free text.
    public let note: String?
    /// The agent responsible; nil while nobody is.
    public let ownerID: Person.ID?
    /// Whether the company still serves the customer.
    public let state: State
    /// Counts the changes, from 1.
    public let version: Int64
    /// When the customer became known.
    public let createdAt: Date
    /// Last change.
    public let updatedAt: Date
    /// When the customer was archived; nil while active.
    public let archivedAt: Date?

    /// A customer as it is kept.
    public init(
        id: ID,
        code: String?,
        kind: Kind,
        name: String,
        email: String?,
        phone: String?,
        note: String?,
        ownerID: Person.ID?,
        state: State,
        version: Int64,
        createdAt: Date,
        updatedAt: Date,
        archivedAt: Date?
    ) {
        self.id = id
        self.code = code
        self.kind = kind
        self.name = name
        self.email = email
        self.phone = phone
        self.note = note
        self.ownerID = ownerID
        self.state = state
        self.version = version
        self.createdAt = createdAt
        self.updatedAt = updatedAt
        self.archivedAt = archivedAt
    }

    /// Allowed length of a code, in code points.
    public static let codeLength = 1...100
    /// Allowed length of a name, in code points.
    public static let nameLength = 1...200
    /// Allowed length of a mail address, in code points.
    public static let emailLength = 3...254
    /// Allowed length of a phone number, in code points.
    public static let phoneLength = 3...40
    /// Allowed length of a note, in code points.
    public static let noteLength = 1...4000

    /// What a customer is.
    public enum Kind: String, Hashable, Sendable, Codable, CaseIterable {
        /// A human being.
        case person
        /// A firm, an office, a family: something with contacts.
        case organisation
    }

    /// Whether the company still serves a customer.
    public enum State: String, Hashable, Sendable, Codable, CaseIterable {
        /// It does.
        case active
        /// It does not; everything is kept.
        case archived
    }

    /// Refuses whatever changes an archived customer.
    public func requireActive() throws(CustomerError) {
        if state == .archived { throw .archived }
    }
}
