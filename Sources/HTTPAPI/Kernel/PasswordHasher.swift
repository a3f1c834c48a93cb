import CSodium
import Domain

/// Turns passwords into what is kept of them, and checks them: Argon2id through libsodium, on two threads of its own.
struct PasswordHasher: Sendable {
    /// What a hash costs. The defaults are OWASP's: 19 MiB, two passes, one lane.
    struct Cost: Sendable {
        var passes: UInt64 = 2
        var bytes = 19 * 1024 * 1024
    }

    private let cost: Cost
    private let bulkhead: Bulkhead
    /// A hash of nothing that anybody knows: an unknown address takes as long as a wrong password.
    private let nobodys: String

    init(cost: Cost = Cost(), bulkhead: Bulkhead = Bulkhead("passwords", width: 2, limit: 32)) {
        // It says 1 where somebody called it before, and fails only where the system has no random numbers.
        precondition(sodium_init() >= 0, "libsodium cannot start")
        self.cost = cost
        self.bulkhead = bulkhead
        nobodys = Self.hash(SecretToken.make().text, cost)
    }

    /// What is to be kept of a password: a PHC string with its own salt.
    func hash(_ password: Password) async throws -> String {
        let (text, cost) = (password.text, cost)
        return try await bulkhead.run { Self.hash(text, cost) }
    }

    /// Whether a text is the password that was kept; takes as long and answers no where none was.
    func isRight(_ text: String, for hash: String?) async throws -> Bool {
        let (kept, text) = (hash ?? nobodys, Password.prepared(text))
        let isRight = try await bulkhead.run { crypto_pwhash_str_verify(kept, text, UInt64(text.utf8.count)) == 0 }
        return isRight && hash != nil
    }

    /// The hash anew, for a password that was just found right; nil where the old one costs what it should.
    func rehash(_ text: String, of old: String) async throws -> String? {
        guard crypto_pwhash_str_needs_rehash(old, cost.passes, cost.bytes) != 0 else { return nil }
        let (cost, text) = (cost, Password.prepared(text))
        return try await bulkhead.run { Self.hash(text, cost) }
    }

    private static func hash(_ text: String, _ cost: Cost) -> String {
        var hash = [CChar](repeating: 0, count: crypto_pwhash_strbytes())
        let status = crypto_pwhash_str(&hash, text, UInt64(text.utf8.count), cost.passes, cost.bytes)
        precondition(status == 0, "no memory for a password's hash")
        return String(decoding: hash.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
}
