import Crypto
import Domain
import FoundationEssentials

/// Codes that an authenticator shows: RFC 6238 with SHA-1, six digits and half a minute, which is what every one of them
/// understands.
public enum TimeCode {
    /// Bytes of a secret.
    public static let secretLength = 20
    /// Digits of a code.
    public static let digits = 6
    /// Seconds for which a code is shown.
    public static let period = 30

    /// A new secret, from the system's generator.
    public static func makeSecret() -> [UInt8] {
        var generator = SystemRandomNumberGenerator()
        return (0..<secretLength).map { _ in UInt8.random(in: 0...255, using: &generator) }
    }

    /// The code of a half minute, counted from 1970 (RFC 4226, section 5.3).
    public static func code(_ secret: [UInt8], step: Int64) -> String {
        let counter = withUnsafeBytes(of: step.bigEndian, Array.init)
        let hash = Array(HMAC<Insecure.SHA1>.authenticationCode(for: counter, using: SymmetricKey(data: secret)))
        let offset = Int(hash[19] & 0x0F)
        let number = hash[offset..<offset + 4].reduce(UInt32(0)) { $0 << 8 | UInt32($1) } & 0x7FFF_FFFF
        let text = String(number % 1_000_000)
        return String(repeating: "0", count: digits - text.utf8.count) + text
    }

    /// The half minute whose code this is, among this one and its neighbours; nil for another.
    public static func step(of code: String, _ secret: [UInt8], at step: Int64) -> Int64? {
        // Each is computed, so that the time does not tell which it was.
        [step + 1, step, step - 1].filter { Self.code(secret, step: $0) == code }.last
    }

    /// RFC 4648, section 6, without padding: how secrets are typed.
    public static func base32(_ bytes: [UInt8]) -> String {
        let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".utf8)
        var (text, rest, bits) = ([UInt8](), UInt32(0), 0)
        for byte in bytes {
            (rest, bits) = (rest << 8 | UInt32(byte), bits + 8)
            while bits >= 5 {
                bits -= 5
                text.append(letters[Int(rest >> UInt32(bits) & 31)])
            }
        }
        if bits > 0 { text.append(letters[Int(rest << UInt32(5 - bits) & 31)]) }
        return String(decoding: text, as: UTF8.self)
    }
}

/// Encrypts the secrets of authenticators with the installation's key, each for its person only.
public struct FactorVault: Sendable {
    private let key: SymmetricKey

    /// A vault of the setting IDENTITY_KEY.
    public init(key: String) {
        self.key = HKDF<SHA256>.deriveKey(
            inputKeyMaterial: SymmetricKey(data: Array(key.utf8)),
            info: Array("second factor".utf8),
            outputByteCount: 32
        )
    }

    /// The secret, encrypted with AES-256-GCM under a fresh nonce.
    func seal(_ secret: [UInt8], of person: Person.ID) throws -> Data {
        let box = try AES.GCM.seal(secret, using: key, authenticating: Array("\(person)".utf8))
        guard let sealed = box.combined else { throw SecondFactorError.noKey }
        return sealed
    }

    /// The secret again; throws where it was sealed with another key, or for another person.
    func open(_ sealed: Data, of person: Person.ID) throws(SecondFactorError) -> [UInt8] {
        do {
            let box = try AES.GCM.SealedBox(combined: sealed)
            return Array(try AES.GCM.open(box, using: key, authenticating: Array("\(person)".utf8)))
        } catch {
            throw .noKey
        }
    }
}
