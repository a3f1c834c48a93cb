import Crypto
public import Domain
import FoundationEssentials
import Postgres

extension APIKeySecret {
    /// SHA-256 of the whole text: all that the database keeps of a key.
    public var hash: [UInt8] { Array(SHA256.hash(data: Array(text.utf8))) }
}

extension APIKey {
    /// What a key that works is, by its alias `k`.
    static let isAlive: SQL = "k.revoked_at is null and (k.expires_at is null or k.expires_at > now())"
}

extension HostingTransaction {
    /// What the key with this hash stands for; nil where it does not exist, was revoked or has expired.
    public func credential(hash: [UInt8]) async throws -> Credential? {
        try await keyCredential(
            from: "app.api_keys k",
            where: "k.secret_hash = \(hash)",
            expiresAt: "k.expires_at",
            scopes: "k.scopes"
        )
    }

    /// What the access token with this hash stands for: its key, for a shorter time and with its own scopes.
    public func tokenCredential(hash: [UInt8]) async throws -> Credential? {
        try await keyCredential(
            from: "app.access_tokens t join app.api_keys k on k.id = t.key_id",
            where: "t.secret_hash = \(hash) and t.expires_at > now()",
            expiresAt: "t.expires_at",
            scopes: "coalesce(t.scopes, k.scopes)"
        )
    }

    private func keyCredential(
        from source: SQL,
        where condition: SQL,
        expiresAt: SQL,
        scopes: SQL
    ) async throws -> Credential? {
        let shown = try await first(
            """
            select k.id, k.person_id, k.integration_company_id, \(expiresAt) as expires_at, \(scopes) as scopes,
                coalesce(p.locale, 'en') as locale, a.agency_id, a.role as agency_role
            from \(source)
            left join app.persons p on p.id = k.person_id
            left join lateral (
                select m.agency_id, m.role from app.agency_members m where m.person_id = k.person_id
                order by m.created_at, m.agency_id limit 1
            ) a on true
            where \(condition) and \(APIKey.isAlive)
            """,
            ProofRow.init(row:)
        )
        guard let shown else { return nil }
        return try await credential(shown, proof: .key(APIKey.ID(shown.id)))
    }

    /// What the session whose cookie has this hash stands for; nil where there is none, or it has ended.
    public func sessionCredential(hash: [UInt8]) async throws -> Credential? {
        let shown = try await first(
            """
            select s.id, s.person_id, null::uuid as integration_company_id, s.expires_at, null::text[] as scopes, p.locale,
                a.agency_id, a.role as agency_role
            from app.sessions s
            join app.persons p on p.id = s.person_id
            left join lateral (
                select m.agency_id, m.role from app.agency_members m where m.person_id = s.person_id
                order by m.created_at, m.agency_id limit 1
            ) a on true
            where s.secret_hash = \(hash) and \(Session.isAlive)
            """,
            ProofRow.init(row:)
        )
        guard let shown else { return nil }
        return try await credential(shown, proof: .session(Session.ID(shown.id)))
    }

    private func credential(_ shown: ProofRow, proof: Credential.Proof) async throws -> Credential {
        Credential(
            proof: proof,
            bearer: shown.bearer,
            expiresAt: shown.expiresAt,
            locale: shown.locale,
            memberships: try await memberships(of: shown.bearer),
            agency: shown.agency,
            agencyRole: shown.agencyRole,
            scopes: shown.scopes
        )
    }

    private func memberships(of bearer: APIKey.Bearer) async throws -> [Credential.Membership] {
        switch bearer {
        case .person(let person):
            try await all(
                """
                select m.company_id, c.name, m.role, m.locale, m.team_id,
                    r.id as role_id, r.name as role_name, r.visibility, r.permissions,
                    null::uuid as support_grant_id, null::timestamptz as support_expires_at
                from app.memberships m join app.companies c on c.id = m.company_id
                left join app.roles r on r.company_id = m.company_id and r.id = m.role_id
                where m.person_id = \(person) and m.state = 'active' and c.state = 'active'
                union all
                select g.company_id, c.name, 'support', c.locale, null, null, null, 'company', g.permissions, g.id, g.expires_at
                from app.support_grants g join app.companies c on c.id = g.company_id
                join app.agency_members a on a.agency_id = c.agency_id and a.person_id = g.person_id
                where g.person_id = \(person) and g.ended_at is null and g.expires_at > now() and c.state = 'active'
                order by support_grant_id nulls first, name, company_id
                """,
                Credential.Membership.init(row:)
            )
        case .integration(let company):
            try await all(
                """
                select c.id as company_id, c.name, 'integration' as role, c.locale, null::uuid as team_id,
                    null::uuid as role_id, null::text as role_name, null::text as visibility,
                    null::text[] as permissions, null::uuid as support_grant_id, null::timestamptz as support_expires_at
                from app.companies c where c.id = \(company) and c.state = 'active'
                """,
                Credential.Membership.init(row:)
            )
        }
    }
}

extension Credential.Membership {
    fileprivate init(row: Row) throws {
        let role: Role = try row.get("role")
        let listed = try row.get("permissions", as: [String]?.self).map(Set.init(words:))
        self.init(
            company: try row.get("company_id"),
            companyName: try row.get("name"),
            role: role,
            ownRole: try row.get("role_id", as: CustomRole.ID?.self).map { id in
                OwnRole(id: id, name: try row.get("role_name"))
            },
            visibility: try row.get("visibility", as: Visibility?.self) ?? role.visibility,
            permissions: listed?.union(Permission.ofOneself) ?? role.permissions,
            locale: try row.get("locale"),
            team: try row.get("team_id"),
            support: try row.get("support_grant_id", as: SupportGrant.ID?.self).map { grant in
                Support(grant: grant, expiresAt: try row.get("support_expires_at"))
            }
        )
    }
}

private struct ProofRow {
    let id: UUID
    let bearer: APIKey.Bearer
    let expiresAt: Date?
    let locale: Language
    let agency: Agency.ID?
    let agencyRole: Agency.Role?
    let scopes: [KeyScope]?

    init(row: Row) throws {
        id = try row.get("id")
        bearer = try APIKey.Bearer(row: row)
        expiresAt = try row.get("expires_at")
        locale = try row.get("locale")
        agency = try row.get("agency_id")
        agencyRole = try row.get("agency_role")
        scopes = try row.get("scopes", as: [String]?.self)?.compactMap(KeyScope.init(rawValue:))
    }
}

extension APIKey.Bearer {
    /// From `person_id` and `integration_company_id`, of which the table holds exactly one.
    init(row: Row) throws {
        if let person = try row.get("person_id", as: Person.ID?.self) {
            self = .person(person)
        } else {
            self = .integration(try row.get("integration_company_id"))
        }
    }
}
