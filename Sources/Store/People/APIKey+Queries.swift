public import Domain
public import FoundationEssentials
import Postgres

extension APIKey {
    static let columns: SQL = """
        id, person_id, integration_company_id, name, prefix, created_at, expires_at, revoked_at, last_used_at, scopes
        """

    init(row: Row) throws {
        self.init(
            id: try row.get("id"),
            bearer: try APIKey.Bearer(row: row),
            name: try row.get("name"),
            prefix: try row.get("prefix"),
            createdAt: try row.get("created_at"),
            expiresAt: try row.get("expires_at"),
            revokedAt: try row.get("revoked_at"),
            lastUsedAt: try row.get("last_used_at"),
            scopes: try row.get("scopes", as: [String]?.self)?.compactMap(KeyScope.init(rawValue:))
        )
    }
}

extension HostingTransaction {
    /// Issues a key. Its secret is given once, here; only its hash is kept. Refuses a third that would work.
    public func issueKey(
        to bearer: APIKey.Bearer,
        name: String,
        expiresAt: Date?,
        scopes: [KeyScope]? = nil
    ) async throws -> (key: APIKey, secret: APIKeySecret) {
        guard APIKey.nameLength.contains(name.unicodeScalars.count) else { throw PeopleError.nameLength }
        try await lock(bearer)
        guard try await liveKeys(of: bearer) < APIKey.liveLimit else { throw PeopleError.tooManyKeys }
        let secret = APIKeySecret.make()
        let key = try await first(
            """
            insert into app.api_keys (id, person_id, integration_company_id, name, prefix, secret_hash, expires_at, scopes)
            select \(APIKey.ID.make()), \(bearer.person), \(bearer.company), \(name), \(secret.prefix), \(secret.hash),
                \(expiresAt), \(scopes?.map(\.rawValue))
            where \(expiresAt)::timestamptz is null or \(expiresAt) > now()
            returning \(APIKey.columns)
            """,
            APIKey.init(row:)
        )
        guard let key else { throw PeopleError.expiryPassed }
        return (key, secret)
    }

    /// The keys of a person or an integration, the newest first, with those that no longer work.
    public func keys(of bearer: APIKey.Bearer) async throws -> [APIKey] {
        try await all(
            """
            select \(APIKey.columns) from app.api_keys where \(bearer.condition)
            order by id desc limit 200
            """,
            APIKey.init(row:)
        )
    }

    /// Stops a key of this bearer for good; one that was stopped before stays so.
    public func revokeKey(_ id: APIKey.ID, of bearer: APIKey.Bearer) async throws -> APIKey {
        let revoked = try await first(
            """
            update app.api_keys set revoked_at = coalesce(revoked_at, now()) where id = \(id) and \(bearer.condition)
            returning \(APIKey.columns)
            """,
            APIKey.init(row:)
        )
        guard let revoked else { throw PeopleError.unknown }
        return revoked
    }

    /// Remembers that a key is in use, to the minute.
    public func noteUse(of id: APIKey.ID) async throws {
        try await execute(
            """
            update app.api_keys set last_used_at = now()
            where id = \(id) and (last_used_at is null or last_used_at < now() - interval '1 minute')
            """
        )
    }

    /// The key with this id.
    public func key(_ id: APIKey.ID) async throws -> APIKey? {
        try await first("select \(APIKey.columns) from app.api_keys where id = \(id)", APIKey.init(row:))
    }

    /// One issue after another for one bearer, so that the limit holds.
    private func lock(_ bearer: APIKey.Bearer) async throws {
        let found: Int
        switch bearer {
        case .person(let person):
            found = try await execute("select from app.persons where id = \(person) for update")
        case .integration(let company):
            found = try await execute("select from app.companies where id = \(company) for update")
        }
        guard found == 1 else { throw PeopleError.unknown }
    }

    private func liveKeys(of bearer: APIKey.Bearer) async throws -> Int {
        try await one(
            """
            select count(*) as live from app.api_keys
            where \(bearer.condition) and revoked_at is null and (expires_at is null or expires_at > now())
            """
        ) { Int(try $0.get("live", as: Int64.self)) }
    }
}

extension APIKey.Bearer {
    fileprivate var person: Person.ID? {
        if case .person(let person) = self { person } else { nil }
    }

    fileprivate var company: Company.ID? {
        if case .integration(let company) = self { company } else { nil }
    }

    fileprivate var condition: SQL {
        switch self {
        case .person(let person): "person_id = \(person)"
        case .integration(let company): "integration_company_id = \(company)"
        }
    }
}
