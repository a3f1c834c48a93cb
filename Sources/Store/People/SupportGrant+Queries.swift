public import Domain
import Postgres

extension SupportGrant {
    static let columns: SQL = """
        id, person_id, name, permissions, reason, hours, asked_at, given_at, given_by, expires_at, ended_at,
        \(state) as state
        """

    /// By the clock of the database; no job ends a grant.
    private static let state: SQL = """
        case when ended_at is not null or expires_at <= now()
                or given_at is null and asked_at <= now() - make_interval(days => \(Int32(answerDays))) then 'ended'
            when given_at is null then 'asked' else 'live' end
        """

    /// A condition: whether a grant stands there.
    static func isState(_ wanted: State) -> SQL { "\(state) = \(wanted)" }

    init(row: Row) throws {
        self.init(
            id: try row.get("id"),
            personID: try row.get("person_id"),
            name: try row.get("name"),
            permissions: Set(words: try row.get("permissions")),
            reason: try row.get("reason"),
            hours: Int(try row.get("hours", as: Int32.self)),
            state: try row.get("state"),
            askedAt: try row.get("asked_at"),
            givenAt: try row.get("given_at"),
            givenBy: try row.get("given_by"),
            expiresAt: try row.get("expires_at"),
            endedAt: try row.get("ended_at")
        )
    }
}

extension CompanyTransaction {
    /// Asks the company to let somebody of its agency act in it.
    public func askForSupport(of person: Person, _ wish: SupportGrant.Wish) async throws -> SupportGrant {
        try await insertSupportGrant(of: person, wish, isGiven: false)
    }

    /// Lets somebody of the agency act in the company from now on. Refuses permissions that the acting person does not hold.
    public func giveSupport(to person: Person, _ wish: SupportGrant.Wish) async throws -> SupportGrant {
        try principal.requireGrant(of: wish.permissions, seeing: .company, by: .givesSupport)
        return try await insertSupportGrant(of: person, wish, isGiven: true)
    }

    /// Gives what was asked for, from now on. Refuses permissions that the acting person does not hold.
    public func approveSupport(_ id: SupportGrant.ID) async throws -> SupportGrant {
        guard let asked = try await supportGrant(id) else { throw SupportError.unknown }
        try principal.requireGrant(of: asked.permissions, seeing: .company, by: .approvesSupport)
        let given = try await first(
            """
            update app.support_grants
            set given_at = now(), given_by = \(principal.person), expires_at = now() + make_interval(hours => hours)
            where company_id = \(company) and id = \(id) and \(SupportGrant.isState(.asked))
            returning \(SupportGrant.columns)
            """,
            SupportGrant.init(row:)
        )
        guard let given else { throw SupportError.notAsked }
        return given
    }

    /// Ends a grant, or refuses what was asked for; one that ended before stays as it is.
    public func endSupport(_ id: SupportGrant.ID) async throws {
        let found = try await execute(
            """
            update app.support_grants set ended_at = coalesce(ended_at, now())
            where company_id = \(company) and id = \(id)
            """
        )
        guard found == 1 else { throw SupportError.unknown }
    }

    /// The grant with this id.
    public func supportGrant(_ id: SupportGrant.ID) async throws -> SupportGrant? {
        try await first(
            "select \(SupportGrant.columns) from app.support_grants where company_id = \(company) and id = \(id)",
            SupportGrant.init(row:)
        )
    }

    /// The company's grants, the newest first.
    public func supportGrants(
        _ state: SupportGrant.State? = nil,
        before: SupportGrant.ID? = nil,
        limit: Int
    ) async throws -> [SupportGrant] {
        let condition: SQL = state.map { " and \(SupportGrant.isState($0))" } ?? .empty
        return try await all(
            """
            select \(SupportGrant.columns) from app.support_grants
            where company_id = \(company) and (\(before)::uuid is null or id < \(before))\(condition)
            order by id desc limit \(limit)
            """,
            SupportGrant.init(row:)
        )
    }

    private func insertSupportGrant(
        of person: Person,
        _ wish: SupportGrant.Wish,
        isGiven: Bool
    ) async throws -> SupportGrant {
        try await requireNoPlace(of: person.id)
        let expiry: SQL =
            isGiven
            ? "now(), \(principal.person), now() + make_interval(hours => \(Int32(wish.hours)))" : "null, null, null"
        return try await one(
            """
            insert into app.support_grants (
                company_id, id, person_id, name, permissions, reason, hours, given_at, given_by, expires_at
            ) values (
                \(company), \(SupportGrant.ID.make()), \(person.id), \(person.name),
                \(wish.permissions.map(\.rawValue).sorted()), \(wish.reason), \(Int32(wish.hours)), \(expiry)
            )
            returning \(SupportGrant.columns)
            """,
            SupportGrant.init(row:)
        )
    }

    private func requireNoPlace(of person: Person.ID) async throws {
        let found = try await one(
            """
            select
                exists (
                    select from app.memberships
                    where company_id = \(company) and person_id = \(person) and state = 'active'
                ) as has_place,
                exists (
                    select from app.support_grants
                    where company_id = \(company) and person_id = \(person) and not \(SupportGrant.isState(.ended))
                ) as has_grant
            """
        ) { (hasPlace: try $0.get("has_place", as: Bool.self), hasGrant: try $0.get("has_grant", as: Bool.self)) }
        guard !found.hasPlace else { throw SupportError.hasPlace }
        guard !found.hasGrant else { throw SupportError.already }
    }
}
