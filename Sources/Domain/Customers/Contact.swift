public import FoundationEssentials

/// A person at a customer organisation.
public struct Contact: Hashable, Sendable {
    /// The id of a contact.
    public typealias ID = Identifier<Contact>

    /// Its id.
    public let id: ID
    /// Where the person works.
    public let customerID: Customer.ID
    /// What can be edited.
    public let details: ContactDraft
    /// Counts the changes, from 1.
    public let version: Int64
    /// When the contact became known.
    public let createdAt: Date
    /// Last change.
    public let updatedAt: Date

    /// A contact as it is kept.
    public init(
        id: ID,
        customerID: Customer.ID,
        details: ContactDraft,
        version: Int64,
        createdAt: Date,
        updatedAt: Date
    ) {
        self.id = id
        self.customerID = customerID
        self.details = details
        self.version = version
        self.createdAt = createdAt
        self.updatedAt = updatedAt
    }

    /// Allowed length of a name, in code points.
    public static let nameLength = 1...200
    /// Allowed length of a position, in code points.
    public static let titleLength = 1...200
}

/// What somebody wants a contact to be.
public struct ContactDraft: Hashable, Sendable {
    /// The name, see `Contact.nameLength`.
    public let name: String
    /// The position, see `Contact.titleLength`.
    public let title: String?
    /// Mail address, see `Customer.emailLength`.
    public let email: String?
    /// Phone number, see `Customer.phoneLength`.
    public let phone: String?

    /// A contact to be.
    public init(name: String, title: String? = nil, email: String? = nil, phone: String? = nil) {
        self.name = name
        self.title = title
        self.email = email
        self.phone = phone
    }
}
