@_spi(_Unicode) import Swift

/// A password that may be set.
///
/// The rules are those of NIST SP 800-63B, revision 4: at least 15 characters where nothing else is asked, no rules about
/// what kinds of them, none of the passwords that are tried first.
public struct Password: Sendable {
    /// The whole text. Secret: never log it.
    public let text: String

    /// A password for the login with this address, as ``prepared(_:)`` has it; refuses one that is too short, too long or
    /// too common.
    public init(_ given: String, for email: String) throws(PasswordError) {
        let text = Self.prepared(given)
        guard text.unicodeScalars.count >= Self.shortest else { throw .tooShort }
        guard text.utf8.count <= Self.longest else { throw .tooLong }
        guard !Self.isCommon(text.lowercased(), email.lowercased()) else { throw .tooCommon }
        self.text = text
    }

    /// A text as it is hashed and compared, whatever keyboard it came from: every space is an ordinary one, and what looks
    /// the same is the same (OpaqueString of RFC 8265: non-ASCII spaces mapped, NFC; case and width stay).
    public static func prepared(_ text: String) -> String {
        let plain = text.unicodeScalars.map { $0.properties.generalCategory == .spaceSeparator ? " " : $0 }
        let spaced = String(String.UnicodeScalarView(plain))
        return String(String.UnicodeScalarView(Array(spaced._nfc)))
    }

    /// Code points of a password at least.
    public static let shortest = 15
    /// Bytes of a password at most, in UTF-8.
    public static let longest = 256

    /// Whether it is among those that are tried first: the address itself, one of the list, or a short piece repeated.
    static func isCommon(_ text: String, _ email: String) -> Bool {
        if text == email || common.contains(text) { return true }
        let bytes = Array(text.utf8)
        if (1...8).contains(where: { isRepeated(bytes, every: $0) }) { return true }
        let local = Array(email.utf8.prefix { $0 != UInt8(ascii: "@") })
        return local.count > 2 && isRepeated(bytes, every: local.count) && bytes.starts(with: local)
    }

    private static func isRepeated(_ bytes: [UInt8], every period: Int) -> Bool {
        bytes.count > period && bytes.indices.dropFirst(period).allSatisfy { bytes[$0] == bytes[$0 - period] }
    }

    /// Of 15 characters and more, those that lists of leaked passwords have most often. Repetitions are found otherwise.
    private static let common: Set<String> = [
        "0123456789abcdef", "102030405060708090", "1029384756qpalzm", "123456789012345", "1234567890123456",
        "12345678901234567890", "1234567890abcdef", "1234567890abcdefg", "1234567890qwerty", "1234567890qwertyuiop",
        "123456789abcdef", "123456789qwerty", "123qweasdzxc123", "1a2b3c4d5e6f7g8h", "1q2w3e4r5t6y7u8i",
        "1q2w3e4r5t6y7u8i9o0p", "1qaz2wsx3edc4rfv", "1qaz2wsx3edc4rfv5tgb", "987654321098765", "abcdefghijklmno",
        "abcdefghijklmnop", "abcdefghijklmnopqrstuvwxyz", "administrator123", "administratorpassword",
        "changemechangeme", "correct horse battery staple", "correcthorsebatterystaple", "iloveyouforever",
        "letmeinletmein1", "passw0rdpassw0rd", "password12345678", "password123456789", "password1234567890",
        "passwordpassword1", "q1w2e3r4t5y6u7i8", "q1w2e3r4t5y6u7i8o9p0", "qazwsxedcrfvtgb", "qazwsxedcrfvtgbyhn",
        "qwertyuiop12345", "qwertyuiop123456", "qwertyuiop1234567890", "qwertyuiopasdfg", "qwertyuiopasdfgh",
        "qwertyuiopasdfghjkl", "qwertyuiopasdfghjklzxcvbnm", "trustno1trustno2", "welcometoclientele",
        "woaini1314woaini", "zxcvbnmasdfghjkl", "zxcvbnmasdfghjklqwertyuiop",
    ]
}

extension Password: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// Nothing of it.
    public var description: String { "…" }
    /// Nothing of it.
    public var debugDescription: String { description }
    /// Nothing of it, so that a dump of what holds it shows nothing either.
    public var customMirror: Mirror { Mirror(self, children: []) }
}

/// Why something about a password was refused.
public enum PasswordError: DomainError {
    /// Fewer characters than `Password.shortest`.
    case tooShort
    /// More bytes than `Password.longest`.
    case tooLong
    /// Among those that are tried first.
    case tooCommon
    /// The person has none yet: the first one is set with a link.
    case noneYet
    /// The present password is another.
    case wrong

    /// What kind of refusal it is.
    public var kind: DomainErrorKind {
        switch self {
        case .tooShort, .tooLong, .tooCommon: .invalid
        case .noneYet: .conflict
        case .wrong: .forbidden
        }
    }

    /// Stable, for programs.
    public var code: String {
        switch self {
        case .tooShort: "password.too_short"
        case .tooLong: "password.too_long"
        case .tooCommon: "password.too_common"
        case .noneYet: "password.none_yet"
        case .wrong: "password.wrong"
        }
    }

    /// For people.
    public var message: String {
        switch self {
        case .tooShort: "A password has at least \(Password.shortest) characters."
        case .tooLong: "A password has at most \(Password.longest) bytes."
        case .tooCommon: "This password is one of those that are tried first."
        case .noneYet: "You have no password yet; the first one is set with a link."
        case .wrong: "This is not your present password."
        }
    }
}
