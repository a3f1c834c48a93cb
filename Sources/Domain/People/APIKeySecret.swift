/// The secret text of an API key: `clt_live_`, 8 characters that name it, `_`, 32 secret ones and 6 that check the rest.
///
/// The check (CRC-32 of everything before it, in base 62) tells a mistyped key and a random text from a key without
/// asking the database.
public struct APIKeySecret: Hashable, Sendable {
    /// The whole text. Secret: never log it.
    public let text: String

    /// The eight characters that name the key in lists.
    public var prefix: String { String(text.dropFirst(Self.mark.count).prefix(Self.prefixLength)) }

    private static let mark = "clt_live_"
    private static let prefixLength = 8
    private static let secretLength = 32
    private static let checkLength = 6
    private static let digits = Array("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz".utf8)

    /// The key that the text is, or nil where it cannot be one.
    public init?(_ text: String) {
        let length = Self.mark.count + Self.prefixLength + 1 + Self.secretLength + Self.checkLength
        guard text.utf8.count == length, text.hasPrefix(Self.mark) else { return nil }
        let bytes = Array(text.utf8)
        guard bytes[Self.mark.count + Self.prefixLength] == UInt8(ascii: "_") else { return nil }
        guard Self.check(bytes.dropLast(Self.checkLength)).elementsEqual(bytes.suffix(Self.checkLength)) else {
            return nil
        }
        self.text = text
    }

    /// A new key; 40 characters come from the generator.
    public static func make(
        using generator: inout some RandomNumberGenerator
    ) -> APIKeySecret {
        func letters(_ count: Int) -> [UInt8] {
            (0..<count).map { _ in digits[Int.random(in: 0..<digits.count, using: &generator)] }
        }
        let open = Array(mark.utf8) + letters(prefixLength) + [UInt8(ascii: "_")] + letters(secretLength)
        return APIKeySecret(unchecked: String(decoding: open + check(open[...]), as: UTF8.self))
    }

    /// A new key from the system's generator, which is cryptographically secure.
    public static func make() -> APIKeySecret {
        var generator = SystemRandomNumberGenerator()
        return make(using: &generator)
    }

    private init(unchecked text: String) {
        self.text = text
    }

    private static func check(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
        var rest = crc32(bytes)
        var letters: [UInt8] = []
        for _ in 0..<checkLength {
            letters.append(digits[Int(rest % 62)])
            rest /= 62
        }
        return letters.reversed()
    }

    /// CRC-32 of ISO 3309, the one of zip and PNG: reflected, polynomial 0xEDB88320.
    static func crc32(_ bytes: ArraySlice<UInt8>) -> UInt32 {
        var crc: UInt32 = 0xFFFF_FFFF
        for byte in bytes {
            crc ^= UInt32(byte)
            for _ in 0..<8 { crc = crc & 1 == 1 ? crc >> 1 ^ 0xEDB8_8320 : crc >> 1 }
        }
        return ~crc
    }
}

extension APIKeySecret: CustomStringConvertible {
    /// Only what names the key; the secret part stays out of logs.
    public var description: String { "clt_live_\(prefix)_…" }
}
