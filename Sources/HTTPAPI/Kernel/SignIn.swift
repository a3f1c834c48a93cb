import Domain
import FoundationEssentials
import Hummingbird
import Store
import Synchronization

/// Finds out who asks, from `Authorization: Bearer` with a key or an access token, or else from the cookie of a session.
///
/// A text that fails its check is refused without asking the database. What one that passes stands for is remembered
/// for five seconds, so revoking one or ending a membership takes effect within that time on every process.
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

    /// What somebody shows.
    private enum Shown {
        case key(APIKeySecret)
        case token(AccessToken)
        case session(SecretToken)

        var hash: [UInt8] {
            switch self {
            case .key(let secret): secret.hash
            case .token(let token): token.hash
            case .session(let secret): secret.hash
            }
        }

        func credential(_ hosting: HostingTransaction) async throws -> Credential? {
            switch self {
            case .key: try await hosting.credential(hash: hash)
            case .token: try await hosting.tokenCredential(hash: hash)
            case .session: try await hosting.sessionCredential(hash: hash)
            }
        }
    }

    init(database: Database) {
        self.database = database
        self.remembered = Mutex(Memory())
    }

    /// Who asks; throws the 401 where that cannot be said, and the 403 where a page of another site may have asked.
    func credential(of request: Request) async throws -> Credential {
        if let authorization = request.headers[.authorization] { return try await credential(authorization) }
        guard SessionCookie.value(of: SessionCookie.session, in: request.headers) != nil else {
            throw Self.refusal("Send Authorization: Bearer with an API key, or the cookie of a session.")
        }
        guard let secret = Self.sessionSecret(of: request),
            let credential = try await credential(.session(secret))
        else { throw Self.refusal("The session has ended; sign in again.") }
        try Self.requireLife(credential)
        if request.method != .get, request.method != .head,
            !SessionCookie.isCSRFToken(request.headers[.csrfToken], of: secret)
        {
            throw Problem(.forbidden, "csrf", "Send X-CSRF-Token with the csrf_token of the session.")
        }
        return credential
    }

    private func credential(_ authorization: String) async throws -> Credential {
        guard let shown = Self.shown(in: authorization), let credential = try await credential(shown) else {
            throw Self.invalid
        }
        try Self.requireLife(credential)
        return credential
    }

    private static func requireLife(_ credential: Credential) throws {
        if let end = credential.expiresAt, end <= Date.now { throw invalid }
    }

    /// The secret in the cookie of a session.
    static func sessionSecret(of request: Request) -> SecretToken? {
        SessionCookie.value(of: SessionCookie.session, in: request.headers).flatMap { SecretToken($0) }
    }

    /// Forgets everything: a key, a session or a membership was changed by this process.
    func forget() {
        remembered.withLock { $0.credentials.removeAll() }
    }

    private static let invalid = refusal("The API key or access token is not valid, was revoked, or has expired.")

    private static func refusal(_ detail: String) -> Problem {
        Problem(.unauthorized, "unauthorized", detail).with(.wwwAuthenticate, #"Bearer realm="clientele""#)
    }

    private static func shown(in authorization: String) -> Shown? {
        let parts = authorization.split(separator: " ", maxSplits: 1)
        guard parts.count == 2, parts[0].lowercased() == "bearer" else { return nil }
        let text = String(parts[1])
        return APIKeySecret(text).map(Shown.key) ?? AccessToken(text).map(Shown.token)
    }

    private func credential(_ shown: Shown) async throws -> Credential? {
        let (hash, now) = (shown.hash, ContinuousClock.now)
        let known = remembered.withLock { $0.credentials[hash] }
        if let known, known.until > now { return known.credential }
        let credential = try await database.withHosting { hosting in
            let credential = try await shown.credential(hosting)
            switch credential?.proof {
            case .key(let key): try await hosting.noteUse(of: key)
            case .session(let session): try await hosting.noteUse(of: session)
            case nil: break
            }
            return credential
        }
        remembered.withLock { memory in
            if memory.credentials.count >= Self.capacity { memory.credentials.removeAll(keepingCapacity: true) }
            memory.credentials[hash] = (credential, now + Self.lifetime)
        }
        return credential
    }
}
