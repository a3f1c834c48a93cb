/// Why something about a session was refused.
public enum SessionError: DomainError {
    /// No such session of this person.
    case unknown
    /// The caller came with a key, not in a session.
    case none

    /// What kind of refusal it is.
    public var kind: DomainErrorKind {
        switch self {
        case .unknown: .notFound
        case .none: .conflict
        }
    }

    /// Stable, for programs.
    public var code: String {
        switch self {
        case .unknown: "not_found"
        case .none: "session.none"
        }
    }

    /// For people.
    public var message: String {
        switch self {
        case .unknown: "There is no such session of yours."
        case .none: "You came with a key; there is no session that could be ended or renewed."
        }
    }
}
