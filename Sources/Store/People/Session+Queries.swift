import Crypto
public import Domain
import FoundationEssentials
import Postgres

extension SecretToken {
    /// SHA-256 of the text: all that the database keeps of it.
    public var hash: [UInt8] { Array(SHA256.hash(data: Array(text.utf8))) }
}

extension Session {
    static let columns: SQL = "id, person_id, created_at, last_seen_at, expires_at, network, user_agent"

    init(row: Row) throws {
        self.init(
            id: try row.get("id"),
            personID: try row.get("person_id"),
            createdAt: try row.get("created_at"),
            lastSeenAt: try row.get("last_seen_at"),
            expiresAt: try row.get("expires_at"),
            origin: SignInOrigin(network: try row.get("network"), userAgent: try row.get("user_agent"))
        )
    }

    /// What a session in use is.
    static let isAlive: SQL = """
        ended_at is null and expires_at > now() and last_seen_at > now() - \(Double(idleLimit)) * interval '1 second'
        """
}

extension HostingTransaction {
    /// Signs a person in. Its secret is given once, here; only its hash is kept. What has ended is cleared away, and the
    /// session that was used the longest ago, where there are many.
    public func beginSession(
        of person: Person.ID,
        as deed: SignInEvent.Deed = .signedIn,
        from origin: SignInOrigin
    ) async throws -> (session: Session, secret: SecretToken) {
        try await execute(
            """
            delete from app.sessions where person_id = \(person) and id not in (
                select id from app.sessions where person_id = \(person) and \(Session.isAlive)
                order by last_seen_at desc, id desc limit \(Session.mostOfOnePerson - 1)
            )
            """
        )
        let secret = SecretToken.make()
        let session = try await one(
            """
            insert into app.sessions (id, person_id, secret_hash, expires_at, network, user_agent)
            values (\(Session.ID.make()), \(person), \(secret.hash),
                now() + \(Double(Session.lifetime)) * interval '1 second', \(origin.network), \(origin.userAgent))
            returning \(Session.columns)
            """,
            Session.init(row:)
        )
        try await note(deed, of: person, session: session.id, from: origin)
        return (session, secret)
    }

    /// The sessions of a person that have not ended, the newest first.
    public func sessions(of person: Person.ID) async throws -> [Session] {
        try await all(
            """
            select \(Session.columns) from app.sessions where person_id = \(person) and \(Session.isAlive)
            order by id desc limit \(Session.mostOfOnePerson)
            """,
            Session.init(row:)
        )
    }

    /// Gives a session another secret; the one before stops working.
    public func rotateSession(
        _ id: Session.ID,
        of person: Person.ID,
        from origin: SignInOrigin
    ) async throws -> (session: Session, secret: SecretToken) {
        let secret = SecretToken.make()
        let session = try await first(
            """
            update app.sessions set secret_hash = \(secret.hash), last_seen_at = now()
            where id = \(id) and person_id = \(person) and \(Session.isAlive)
            returning \(Session.columns)
            """,
            Session.init(row:)
        )
        guard let session else { throw SessionError.unknown }
        try await note(.sessionRotated, of: person, session: id, from: origin)
        return (session, secret)
    }

    /// Ends a session of a person; one that has ended stays so.
    public func endSession(
        _ id: Session.ID,
        of person: Person.ID,
        as deed: SignInEvent.Deed,
        from origin: SignInOrigin
    ) async throws {
        let ended = try await all(
            """
            update app.sessions set ended_at = now() where id = \(id) and person_id = \(person) and \(Session.isAlive)
            returning id
            """
        ) { try $0.get("id", as: Session.ID.self) }
        for session in ended { try await note(deed, of: person, session: session, from: origin) }
        guard ended.isEmpty else { return }
        let isThere = try await execute("select from app.sessions where id = \(id) and person_id = \(person)")
        guard isThere == 1 else { throw SessionError.unknown }
    }

    /// Ends every session of a person but one; returns how many were alive.
    @discardableResult
    public func endSessions(
        of person: Person.ID,
        except kept: Session.ID?,
        from origin: SignInOrigin
    ) async throws -> Int {
        let ended = try await all(
            """
            update app.sessions set ended_at = now()
            where person_id = \(person) and (\(kept)::uuid is null or id <> \(kept)) and \(Session.isAlive)
            returning id
            """
        ) { try $0.get("id", as: Session.ID.self) }
        for session in ended { try await note(.sessionEnded, of: person, session: session, from: origin) }
        return ended.count
    }

    /// Remembers that a session is in use, to the minute.
    public func noteUse(of id: Session.ID) async throws {
        try await execute(
            """
            update app.sessions set last_seen_at = now()
            where id = \(id) and last_seen_at < now() - interval '1 minute'
            """
        )
    }
}
