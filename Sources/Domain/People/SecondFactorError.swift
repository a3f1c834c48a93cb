/// Why something about a second factor was refused.
public enum SecondFactorError: DomainError {
    /// The installation has no key to keep secrets with, or another than the secret was kept with.
    case noKey
    /// The person has one already.
    case enrolled
    /// The person has none, or none that waits to be confirmed.
    case none
    /// The code is not the present one, or was used.
    case wrong

    /// What kind of refusal it is.
    public var kind: DomainErrorKind {
        switch self {
        case .noKey, .enrolled, .none: .conflict
        case .wrong: .forbidden
        }
    }

    /// Stable, for programs.
    public var code: String {
        switch self {
        case .noKey: "second_factor.no_key"
        case .enrolled: "second_factor.enrolled"
        case .none: "second_factor.none"
        case .wrong: "second_factor.wrong"
        }
    }

    /// For people.
    public var message: String {
        switch self {
        case .noKey: "This installation cannot keep second factors: its operator has to set IDENTITY_KEY, and keep it."
        case .enrolled: "You have a second factor already; remove it first."
        case .none: "There is no second factor for that."
        case .wrong: "This is not a code that works now."
        }
    }
}
