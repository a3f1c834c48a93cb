import Domain
import FoundationEssentials
import Hummingbird
import Store
import Synchronization

/// Finds out who asks, from `Authorization: Bearer clt_live_…`.
///
/// A text that fails its check is refused without asking the database. What a key stands for is remembered for five
/// seconds, so revoking a key or ending a membership takes effect within that time on every process.
final class SignIn: Sendable {
    private let database: Database
    private let remembered: Mutex<Memory>

    /// How long an answer of the database is used again.
    static let lifetime = Duration.seconds(5)
    /// Answers remembered at most; all are forgotten when there would be more.
    static let capacity = 4096

    private struct Memory {
        var credentials: [[UInt8]: (credential: Credential?, until: ContinuousClock.Instant)] = [:]
    }

    init(database: Database) {
        self.database = database
        self.remembered = Mutex(Memory())
    }

    /// Who asks; throws the 401 where that cannot be said.
    func credential(authorization: String?) async throws -> Credential {
        guard let authorization else {
            throw Self.refusal("unauthorized", "Send Authorization: Bearer with an API key.")
        }
        guard let secret = Self.secret(in: authorization) else { throw Self.invalid }
        guard let credential = try await credential(hash: secret.hash) else { throw Self.invalid }
        if let end = credential.expiresAt, end <= Date.now { throw Self.invalid }
        return credential
    }

    /// Forgets everything: a key or a membership was changed by this process.
    func forget() {
        remembered.withLock { $0.credentials.removeAll() }
    }

    private static let invalid = refusal("unauthorized", "The API key is not valid, was revoked, or has expired.")

    private static func refusal(_ code: String, _ detail: String) -> Problem {
        Problem(.unauthorized, code, detail).with(.wwwAuthenticate, #"Bearer realm="clientele""#)
    }

    private static func secret(in authorization: String) -> APIKeySecret? {
        let parts = authorization.split(separator: " ", maxSplits: 1)
        guard parts.count == 2, parts[0].lowercased() == "bearer" else { return nil }
        return APIKeySecret(String(parts[1]))
    }

    private func credential(hash: [UInt8]) async throws -> Credential? {
        let now = ContinuousClock.now
        let known = remembered.withLock { $0.credentials[hash] }
        if let known, known.until > now { return known.credential }
        let credential = try await database.withHosting { hosting in
            let credential = try await hosting.credential(hash: hash)
            if let credential { try await hosting.noteUse(of: credential.key) }
            return credential
        }
        remembered.withLock { memory in
            if memory.credentials.count >= Self.capacity { memory.credentials.removeAll(keepingCapacity: true) }
            memory.credentials[hash] = (credential, now + Self.lifetime)
        }
        return credential
    }
}
