/// What an integration's key is exchanged for (RFC 6749, client credentials): it stands for the key, for a short time and
/// perhaps with fewer scopes. `clt_token_` and 43 characters of base64url, 258 random bits; only its SHA-256 is kept.
public struct AccessToken: Hashable, Sendable {
    /// The whole text. Secret: never log it.
    public var text: String { Self.mark + secret.text }

    private let secret: SecretToken
    private static let mark = "clt_token_"

    /// Seconds for which one works: ten minutes, or less where its key ends before.
    public static let lifetime = 600

    /// The token that the text is, or nil where it cannot be one.
    public init?(_ text: String) {
        guard text.hasPrefix(Self.mark), let secret = SecretToken(String(text.dropFirst(Self.mark.count))) else {
            return nil
        }
        self.secret = secret
    }

    /// A new token from the system's generator, which is cryptographically secure.
    public static func make() -> AccessToken {
        AccessToken(secret: .make())
    }

    private init(secret: SecretToken) {
        self.secret = secret
    }
}

extension AccessToken: CustomStringConvertible {
    /// Nothing of it: whatever is logged by mistake stays harmless.
    public var description: String { Self.mark + "…" }
}
