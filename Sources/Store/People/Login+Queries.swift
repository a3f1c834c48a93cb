public import Domain
import Postgres

/// A person with what their password is checked against.
public struct Login: Sendable {
    /// The person.
    public let person: Person
    /// Argon2id as a PHC string; nil for somebody who never set a password.
    public let passwordHash: String?
    /// Which password it is, counted from 1; 0 for none.
    public let passwordVersion: Int64

    init(row: Row) throws {
        person = try Person(row: row)
        passwordHash = try row.get("hash")
        passwordVersion = try row.get("version")
    }

    static let columns: SQL = "p.id, p.name, p.email, p.locale, p.created_at, w.hash, coalesce(w.version, 0) as version"
}

extension HostingTransaction {
    /// The login with this address, without regard to case.
    public func login(email: String) async throws -> Login? {
        try await first(
            """
            select \(Login.columns) from app.persons p left join app.passwords w on w.person_id = p.id
            where p.email_key = lower(\(email))
            """,
            Login.init(row:)
        )
    }

    /// The login of a person.
    public func login(of person: Person.ID) async throws -> Login? {
        try await first(
            """
            select \(Login.columns) from app.persons p left join app.passwords w on w.person_id = p.id
            where p.id = \(person)
            """,
            Login.init(row:)
        )
    }

    /// Sets a person's password to a new one, given by its hash.
    public func setPassword(hash: String, of person: Person.ID) async throws {
        try await execute(
            """
            insert into app.passwords (person_id, hash) values (\(person), \(hash))
            on conflict (person_id) do update set hash = excluded.hash, version = passwords.version + 1, changed_at = excluded.changed_at
            """
        )
    }

    /// Whether the person's password is still that version. It stays so until this transaction ends: whoever changes it
    /// waits, and then ends the session that is begun here.
    public func holdPassword(_ version: Int64, of person: Person.ID) async throws -> Bool {
        let found = try await execute(
            "select from app.passwords where person_id = \(person) and version = \(version) for share"
        )
        return found == 1
    }

    /// Keeps the same password under a newer hash, unless it was changed meanwhile.
    public func rehash(of person: Person.ID, from old: String, to new: String) async throws {
        try await execute(
            "update app.passwords set hash = \(new) where person_id = \(person) and hash = \(old)"
        )
    }
}
