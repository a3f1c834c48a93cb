/// Why something about customers was refused.
public enum CustomerError: DomainError {
    /// No such customer, or not one the acting person may see.
    case unknown
    /// No such contact, or not one the acting person may see.
    case contactUnknown
    /// Another customer of the company has this code.
    case codeTaken
    /// The customer is archived.
    case archived
    /// The owner is nobody who works in the company.
    case ownerUnknown
    /// It was changed since it was read.
    case stale

    /// What kind of refusal it is.
    public var kind: DomainErrorKind {
        switch self {
        case .unknown, .contactUnknown: .notFound
        case .codeTaken, .archived: .conflict
        case .ownerUnknown: .invalid
        case .stale: .stale
        }
    }

    /// Stable, for programs.
    public var code: String {
        switch self {
        case .unknown: "customer.unknown"
        case .contactUnknown: "contact.unknown"
        case .codeTaken: "customer.code_taken"
        case .archived: "customer.archived"
        case .ownerUnknown: "customer.owner_unknown"
        case .stale: "customer.stale"
        }
    }

    /// For people.
    public var message: String {
        switch self {
        case .unknown: "There is no such customer."
        case .contactUnknown: "There is no such contact."
        case .codeTaken: "Another customer has this code."
        case .archived: "The customer is archived."
        case .ownerUnknown: "The owner must be an active agent or manager of the company."
        case .stale: "It was changed since you read it."
        }
    }
}
