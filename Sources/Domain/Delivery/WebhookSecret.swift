public import FoundationEssentials

/// What a webhook's messages are signed with: `whsec_` and 32 random bytes in base64, see
/// https://www.standardwebhooks.com. Secret: shown once, never logged.
public struct WebhookSecret: Sendable, Hashable, CustomStringConvertible {
    /// The bytes that sign.
    public let bytes: Data

    private static let mark = "whsec_"
    private static let length = 32

    /// A secret with these bytes.
    public init(bytes: Data) {
        self.bytes = bytes
    }

    /// A new one, from the system's generator, which is cryptographically secure.
    public static func make() -> WebhookSecret {
        var generator = SystemRandomNumberGenerator()
        return WebhookSecret(bytes: Data((0..<length).map { _ in UInt8.random(in: 0...255, using: &generator) }))
    }

    /// The text that the receiver is given.
    public var text: String { Self.mark + bytes.base64EncodedString() }

    /// Nothing of the secret, so that a log cannot show it.
    public var description: String { "whsec_…" }
}
