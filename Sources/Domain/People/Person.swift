public import FoundationEssentials

/// A human who can sign in: one login, any number of memberships.
public struct Person: Hashable, Sendable {
    /// The id of a person.
    public typealias ID = Identifier<Person>

    /// Its id.
    public let id: ID
    /// Full name as the person writes it; Chinese names family-first. See `nameLength`.
    public let name: String
    /// Address of the login, as entered; unique without regard to case.
    public let email: String
    /// The language the person reads.
    public let locale: Language
    /// When the person was added.
    public let createdAt: Date

    /// A person as it is kept.
    public init(id: ID, name: String, email: String, locale: Language, createdAt: Date) {
        self.id = id
        self.name = name
        self.email = email
        self.locale = locale
        self.createdAt = createdAt
    }

    /// Allowed length of a name, in code points.
    public static let nameLength = 1...200
    /// Allowed length of an address, in code points.
    public static let emailLength = 3...254

    /// Whether the text can be an address: something, one @, something with no spaces around or inside.
    public static func isEmail(_ text: String) -> Bool {
        guard emailLength.contains(text.unicodeScalars.count) else { return false }
        guard !text.unicodeScalars.contains(where: { $0.properties.isWhitespace || $0.value < 0x20 }) else {
            return false
        }
        let parts = text.split(separator: "@", omittingEmptySubsequences: false)
        return parts.count == 2 && parts.allSatisfy { !$0.isEmpty }
    }
}
