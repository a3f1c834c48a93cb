public import Domain
import Postgres

extension CustomRole {
    static let columns: SQL = "id, name, base, visibility, permissions, version, created_at, updated_at"

    init(row: Row) throws {
        self.init(
            id: try row.get("id"),
            name: try row.get("name"),
            base: try row.get("base"),
            visibility: try row.get("visibility"),
            permissions: Set(words: try row.get("permissions")),
            version: try row.get("version"),
            createdAt: try row.get("created_at"),
            updatedAt: try row.get("updated_at")
        )
    }
}

extension Set<Permission> {
    /// The permissions of these words; the table's check knows no others.
    init(words: [String]) {
        self = Set(words.compactMap(Permission.init(rawValue:)))
    }

    fileprivate var words: [String] { map(\.rawValue).sorted() }
}

extension CompanyTransaction {
    /// Makes a role of the company's own. Refuses permissions and a view that the acting person does not hold.
    public func insertRole(
        name: String,
        base: Role,
        visibility: Visibility,
        permissions: Set<Permission>
    ) async throws -> CustomRole {
        try CustomRole.check(permissions, seeing: visibility)
        try principal.requireGrant(of: permissions, seeing: visibility, by: .makesRole)
        return try await naming(PeopleError.init(roleConstraint:)) {
            try await one(
                """
                insert into app.roles (company_id, id, name, base, visibility, permissions)
                values (\(company), \(CustomRole.ID.make()), \(name), \(base), \(visibility), \(permissions.words))
                returning \(CustomRole.columns)
                """,
                CustomRole.init(row:)
            )
        }
    }

    /// The role of the company's own with this id.
    public func customRole(_ id: CustomRole.ID) async throws -> CustomRole? {
        try await first(
            "select \(CustomRole.columns) from app.roles where company_id = \(company) and id = \(id)",
            CustomRole.init(row:)
        )
    }

    /// The roles of the company's own, in the order of their names.
    public func customRoles(after name: String?, limit: Int) async throws -> [CustomRole] {
        try await all(
            """
            select \(CustomRole.columns) from app.roles
            where company_id = \(company) and (\(name)::text is null or name > \(name))
            order by name limit \(limit)
            """,
            CustomRole.init(row:)
        )
    }

    /// Changes a role that is still at the version the caller read. Refuses to add or to take away permissions that the
    /// acting person does not hold.
    public func changeRole(
        _ id: CustomRole.ID,
        name: String?,
        visibility: Visibility?,
        permissions: Set<Permission>?,
        expecting version: Int64
    ) async throws -> CustomRole {
        guard let old = try await customRole(id) else { throw PeopleError.unknown }
        let (new, view) = (permissions ?? old.permissions, visibility ?? old.visibility)
        try CustomRole.check(new, seeing: view)
        if new != old.permissions || view != old.visibility {
            let difference = new.symmetricDifference(old.permissions)
            try principal.requireGrant(of: difference, seeing: max(view, old.visibility), by: .changesRole)
        }
        let changed = try await naming(PeopleError.init(roleConstraint:)) {
            try await first(
                """
                update app.roles
                set name = \(name ?? old.name), visibility = \(view), permissions = \(new.words)
                where company_id = \(company) and id = \(id) and version = \(version)
                returning \(CustomRole.columns)
                """,
                CustomRole.init(row:)
            )
        }
        guard let changed else { throw PeopleError.stale }
        return changed
    }

    /// Takes away a role that nobody has or had, still at the version the caller read.
    public func deleteRole(_ id: CustomRole.ID, expecting version: Int64) async throws {
        guard let old = try await customRole(id) else { throw PeopleError.unknown }
        guard old.version == version else { throw PeopleError.stale }
        try principal.requireGrant(of: old.permissions, seeing: old.visibility, by: .deletesRole)
        let deleted = try await naming({ $0 == "memberships_own_role" ? PeopleError.roleInUse : nil }) {
            try await execute(
                "delete from app.roles where company_id = \(company) and id = \(id) and version = \(version)"
            )
        }
        guard deleted == 1 else { throw PeopleError.stale }
    }

    /// The built-in role as which somebody acts who gets one of these two, of which exactly one is named.
    public func role(_ role: Role?, or own: CustomRole.ID?) async throws -> Role {
        switch (role, own) {
        case (let role?, nil): return role
        case (nil, let id?):
            guard let own = try await customRole(id) else { throw PeopleError.roleUnknown }
            return own.base
        default: throw PeopleError.oneRole
        }
    }

    /// Refuses to give or to take a built-in role, or the company's own one in its place, that allows or shows what the
    /// acting person does not hold.
    func requireGrant(of role: Role, _ id: CustomRole.ID?, by rule: Rule) async throws {
        guard let id else {
            return try principal.requireGrant(of: role.permissions, seeing: role.visibility, by: rule)
        }
        guard let own = try await customRole(id), own.base == role else { throw PeopleError.roleUnknown }
        try principal.requireGrant(of: own.permissions, seeing: own.visibility, by: rule)
    }
}

extension PeopleError {
    fileprivate init?(roleConstraint constraint: String) {
        switch constraint {
        case "roles_name": self = .roleNameTaken
        case "roles_name_length": self = .nameLength
        default: return nil
        }
    }
}
