/// Why a provider did not let somebody in.
public enum SignOnFailure: Error, Sendable, Hashable {
    /// The provider is away, slow, or answers what it should not; the word says which, for the operator.
    case away(String)
    /// The provider refused the code: it was used, has expired, or is another's.
    case code
    /// The ID token is not acceptable; the word says why, for the operator.
    case token(String)
    /// The ID token names a key that the provider does not show.
    case unknownKey
    /// The answer came from another provider.
    case otherProvider

    /// One word, for the log.
    public var reason: String {
        switch self {
        case .away(let what): "away: \(what)"
        case .code: "code"
        case .token(let what): "token: \(what)"
        case .unknownKey: "token: key"
        case .otherProvider: "provider"
        }
    }
}
