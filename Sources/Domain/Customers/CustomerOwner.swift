public import FoundationEssentials

/// One entry of the history of who was responsible for a customer.
public struct CustomerOwner: Hashable, Sendable {
    /// The id of an entry.
    public typealias ID = Identifier<CustomerOwner>

    /// Its id.
    public let id: ID
    /// The new owner; nil when the customer was left without.
    public let ownerID: Person.ID?
    /// Why, in a word or a sentence.
    public let reason: String
    /// The person who decided; nil for a program.
    public let changedBy: Person.ID?
    /// From when.
    public let since: Date

    /// An entry as it is kept.
    public init(id: ID, ownerID: Person.ID?, reason: String, changedBy: Person.ID?, since: Date) {
        self.id = id
        self.ownerID = ownerID
        self.reason = reason
        self.changedBy = changedBy
        self.since = since
    }

    /// Allowed length of a reason, in code points.
    public static let reasonLength = 1...200
}
