public import Domain
import Postgres

extension Team {
    static let columns: SQL = "id, parent_id, name, version, created_at, updated_at"

    init(row: Row) throws {
        self.init(
            id: try row.get("id"),
            parentID: try row.get("parent_id"),
            name: try row.get("name"),
            version: try row.get("version"),
            createdAt: try row.get("created_at"),
            updatedAt: try row.get("updated_at")
        )
    }
}

extension CompanyTransaction {
    /// Makes a team, at the top of the tree or below another.
    public func insertTeam(name: String, parent: Team.ID?) async throws -> Team {
        if let parent { try await requirePlace(below: parent, for: nil) }
        return try await naming(PeopleError.init(teamConstraint:)) {
            try await one(
                """
                insert into app.teams (company_id, id, parent_id, name)
                values (\(company), \(Team.ID.make()), \(parent), \(name))
                returning \(Team.columns)
                """,
                Team.init(row:)
            )
        }
    }

    /// The team with this id.
    public func team(_ id: Team.ID) async throws -> Team? {
        try await first(
            "select \(Team.columns) from app.teams where company_id = \(company) and id = \(id)",
            Team.init(row:)
        )
    }

    /// The teams of the company, in the order of their names.
    public func teams(after name: String?, limit: Int) async throws -> [Team] {
        try await all(
            """
            select \(Team.columns) from app.teams
            where company_id = \(company) and (\(name)::text is null or name > \(name))
            order by name limit \(limit)
            """,
            Team.init(row:)
        )
    }

    /// Renames or moves a team that is still at the version the caller read. `.some(nil)` moves it to the top.
    public func changeTeam(
        _ id: Team.ID,
        name: String?,
        parent: Team.ID??,
        expecting version: Int64
    ) async throws -> Team {
        guard let old = try await team(id) else { throw PeopleError.unknown }
        let place = parent ?? old.parentID
        if let place, place != old.parentID { try await requirePlace(below: place, for: id) }
        let changed = try await naming(PeopleError.init(teamConstraint:)) {
            try await first(
                """
                update app.teams set name = \(name ?? old.name), parent_id = \(place)
                where company_id = \(company) and id = \(id) and version = \(version)
                returning \(Team.columns)
                """,
                Team.init(row:)
            )
        }
        guard let changed else { throw PeopleError.stale }
        return changed
    }

    /// Takes away a team without members and without teams inside, still at the version the caller read.
    public func deleteTeam(_ id: Team.ID, expecting version: Int64) async throws {
        guard let old = try await team(id) else { throw PeopleError.unknown }
        guard old.version == version else { throw PeopleError.stale }
        let deleted = try await naming({ _ in PeopleError.teamInUse }) {
            try await execute(
                "delete from app.teams where company_id = \(company) and id = \(id) and version = \(version)"
            )
        }
        guard deleted == 1 else { throw PeopleError.stale }
    }

    /// Whether a team may stand below another: not below itself, and not too deep. Moves take the company's settings
    /// row, so that two of them cannot close a circle together.
    private func requirePlace(below parent: Team.ID, for team: Team.ID?) async throws {
        try await execute(
            "select from app.company_settings where company_id = \(company) for update"
        )
        let above = try await all(
            """
            with recursive above as (
                select id, parent_id, 1 as depth from app.teams where company_id = \(company) and id = \(parent)
                union all
                select t.id, t.parent_id, a.depth + 1
                from app.teams t join above a on t.id = a.parent_id
                where t.company_id = \(company) and a.depth <= \(Int32(Team.depthLimit))
            )
            select id from above
            """
        ) { try $0.get("id", as: Team.ID.self) }
        guard !above.isEmpty else { throw PeopleError.teamUnknown }
        if let team, above.contains(team) { throw PeopleError.teamTree }
        guard above.count < Team.depthLimit else { throw PeopleError.teamTree }
    }
}

extension PeopleError {
    fileprivate init?(teamConstraint constraint: String) {
        switch constraint {
        case "teams_name": self = .teamNameTaken
        case "teams_parent": self = .teamUnknown
        case "teams_not_own_parent": self = .teamTree
        case "teams_name_length": self = .nameLength
        default: return nil
        }
    }
}
