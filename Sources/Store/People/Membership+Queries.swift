public import Domain
import Postgres

extension Membership {
    static let columns: SQL = """
        person_id, role, role_id, name, locale, team_id, task_capacity, state, version, created_at, updated_at,
        ended_at
        """

    init(row: Row) throws {
        self.init(
            personID: try row.get("person_id"),
            role: try row.get("role"),
            roleID: try row.get("role_id"),
            name: try row.get("name"),
            locale: try row.get("locale"),
            teamID: try row.get("team_id"),
            taskCapacity: try row.get("task_capacity", as: Int32?.self).map(Int.init),
            state: try row.get("state"),
            version: try row.get("version"),
            createdAt: try row.get("created_at"),
            updatedAt: try row.get("updated_at"),
            endedAt: try row.get("ended_at")
        )
    }
}

extension CompanyTransaction {
    /// Gives a person a place in the company; one that ended begins anew. Refuses somebody who is a member already, and a
    /// role that allows what the acting person may not do.
    public func addMembership(
        of person: Person,
        role: Role,
        roleID: CustomRole.ID? = nil,
        team: Team.ID?,
        taskCapacity: Int?
    ) async throws -> Membership {
        try await requireGrant(of: role, roleID, by: .givesPlace)
        let added = try await naming(PeopleError.init(membershipConstraint:)) {
            try await first(
                """
                insert into app.memberships (company_id, person_id, role, role_id, name, locale, team_id, task_capacity)
                values (\(company), \(person.id), \(role), \(roleID), \(person.name), \(person.locale), \(team),
                    \(taskCapacity.map(Int32.init)))
                on conflict (company_id, person_id) do update
                set role = excluded.role, role_id = excluded.role_id, name = excluded.name, locale = excluded.locale, team_id = excluded.team_id,
                    task_capacity = excluded.task_capacity, state = 'active', ended_at = null
                where memberships.company_id = \(company) and memberships.state = 'ended'
                returning \(Membership.columns)
                """,
                Membership.init(row:)
            )
        }
        guard let added else { throw PeopleError.alreadyMember }
        return added
    }

    /// The person's place in the company.
    public func membership(_ person: Person.ID) async throws -> Membership? {
        try await first(
            "select \(Membership.columns) from app.memberships where company_id = \(company) and person_id = \(person)",
            Membership.init(row:)
        )
    }

    /// The places in the company, in the order of the persons' ids.
    public func memberships(
        role: Role?,
        state: Membership.State?,
        team: Team.ID?,
        after: Person.ID?,
        limit: Int
    ) async throws -> [Membership] {
        try await all(
            """
            select \(Membership.columns) from app.memberships
            where company_id = \(company) and (\(role)::text is null or role = \(role))
                and (\(state)::text is null or state = \(state)) and (\(team)::uuid is null or team_id = \(team))
                and (\(after)::uuid is null or person_id > \(after))
            order by person_id limit \(limit)
            """,
            Membership.init(row:)
        )
    }

    /// Changes a place that is still at the version the caller read.
    public func changeMembership(
        _ person: Person.ID,
        _ change: MembershipChange,
        expecting version: Int64
    ) async throws -> Membership {
        guard let old = try await membership(person) else { throw PeopleError.unknown }
        guard old.version == version else { throw PeopleError.stale }
        var change = change
        if change.roleID != nil { change.role = try await role(change.role, or: change.roleID) }
        let new = try old.applying(change)
        if new.role != old.role || new.roleID != old.roleID {
            try await requireGrant(of: new.role, new.roleID, by: .changesPlaceTo)
            try await requireGrant(of: old.role, old.roleID, by: .changesPlaceFrom)
        }
        if old.role == .owner, new.role != .owner { try await requireAnotherOwner(than: person) }
        return try await update(new, expecting: version)
    }

    /// Ends a place that is still at the version the caller read. Their customers and tasks stay until they are handed
    /// over.
    public func endMembership(_ person: Person.ID, expecting version: Int64) async throws -> Membership {
        guard let old = try await membership(person) else { throw PeopleError.unknown }
        guard old.version == version else { throw PeopleError.stale }
        guard old.state == .active else { throw PeopleError.membershipEnded }
        try await requireGrant(of: old.role, old.roleID, by: .endsPlace)
        if old.role == .owner { try await requireAnotherOwner(than: person) }
        let ended = try await first(
            """
            update app.memberships set state = 'ended', ended_at = now()
            where company_id = \(company) and person_id = \(person) and version = \(version)
            returning \(Membership.columns)
            """,
            Membership.init(row:)
        )
        guard let ended else { throw PeopleError.stale }
        return ended
    }

    private func update(_ membership: Membership, expecting version: Int64) async throws -> Membership {
        let changed = try await naming(PeopleError.init(membershipConstraint:)) {
            try await first(
                """
                update app.memberships
                set role = \(membership.role), role_id = \(membership.roleID), name = \(membership.name),
                    locale = \(membership.locale), team_id = \(membership.teamID), task_capacity = \(membership.taskCapacity.map(Int32.init))
                where company_id = \(company) and person_id = \(membership.personID) and version = \(version)
                returning \(Membership.columns)
                """,
                Membership.init(row:)
            )
        }
        guard let changed else { throw PeopleError.stale }
        return changed
    }

    /// Locks the company's owners, so that two of them cannot leave at the same moment.
    private func requireAnotherOwner(than person: Person.ID) async throws {
        let others = try await all(
            """
            select person_id from app.memberships
            where company_id = \(company) and role = 'owner' and state = 'active' and person_id <> \(person)
            for update
            """
        ) { try $0.get("person_id", as: Person.ID.self) }
        guard !others.isEmpty else { throw PeopleError.lastOwner }
    }
}

extension PeopleError {
    fileprivate init?(membershipConstraint constraint: String) {
        switch constraint {
        case "memberships_team": self = .teamUnknown
        case "memberships_own_role": self = .roleUnknown
        case "memberships_name_length": self = .nameLength
        default: return nil
        }
    }
}
