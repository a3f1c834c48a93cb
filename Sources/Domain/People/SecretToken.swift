/// A text that proves something by being known: the cookie of a session, the end of a link. 43 characters of base64url,
/// 258 random bits; only its SHA-256 is kept.
public struct SecretToken: Hashable, Sendable {
    /// The whole text. Secret: never log it.
    public let text: String

    private static let length = 43
    private static let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8)

    /// The token that the text is, or nil where it cannot be one.
    public init?(_ text: String) {
        guard text.utf8.count == Self.length, text.utf8.allSatisfy(Self.letters.contains) else { return nil }
        self.text = text
    }

    /// A new token from the system's generator, which is cryptographically secure.
    public static func make() -> SecretToken {
        var generator = SystemRandomNumberGenerator()
        let drawn = (0..<length).map { _ in letters[Int.random(in: 0..<letters.count, using: &generator)] }
        return SecretToken(unchecked: String(decoding: drawn, as: UTF8.self))
    }

    private init(unchecked text: String) {
        self.text = text
    }
}

extension SecretToken: CustomStringConvertible {
    /// Nothing of it: whatever is logged by mistake stays harmless.
    public var description: String { "…" }
}

extension SecretToken: CustomDebugStringConvertible, CustomReflectable {
    /// Nothing of it, as `description`.
    public var debugDescription: String { description }
    /// Nothing of it, so that a dump of what holds it shows nothing either.
    public var customMirror: Mirror { Mirror(self, children: []) }
}
