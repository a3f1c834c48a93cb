import Domain
import FoundationEssentials
import Store

/// Roles of the company's own, made of the same permissions as the built-in ones.
enum RoleEndpoints {
    static let all: [Endpoint] = [
        .get("permissions", "listPermissions", "What roles are made of, and which built-in role has what") { _ in
            PermissionListBody.all
        },
        .list("roles", "listRoles", "The company's own roles, by name") { scope in
            let slice = try scope.slice(after: String.self)
            let rows = try await scope.company.customRoles(after: slice.after, limit: slice.fetch)
            return try scope.page(rows, slice, key: \.name) { RoleBody($0) }
        },
        .get("roles/:id", "getRole", "One of the company's own roles") { scope in
            try await scope.company.customRole(scope.id()).map(RoleBody.init)
        },
        .post("roles", "createRole", "Make a role, of permissions that I have myself") { (input: NewRole, scope) in
            try await RoleBody(
                scope.company.insertRole(
                    name: input.name,
                    base: input.base,
                    visibility: input.visibility ?? .own,
                    permissions: .init(named: input.permissions)
                )
            )
        },
        .patch("roles/:id", "changeRole", "Rename a role, or change what it allows") { (input: RolePatch, scope) in
            try await RoleBody(
                scope.company.changeRole(
                    scope.id(),
                    name: input.name,
                    visibility: input.visibility,
                    permissions: input.permissions.map(Set.init(named:)),
                    expecting: try scope.version
                )
            )
        },
        .delete("roles/:id", "deleteRole", "Take away a role that nobody has or had") { scope in
            try await scope.company.deleteRole(scope.id(), expecting: try scope.version)
        },
    ]
}

struct RoleBody: Body {
    let id: CustomRole.ID
    let name: String
    let base: Role
    let visibility: Visibility
    let permissions: [String]
    let version: Int64
    let createdAt: Date
    let updatedAt: Date

    init(_ role: CustomRole) {
        id = role.id
        name = role.name
        base = role.base
        visibility = role.visibility
        permissions = role.permissions.map(\.rawValue).sorted()
        version = role.version
        createdAt = role.createdAt
        updatedAt = role.updatedAt
    }

    var entityVersion: Int64? { version }
    var location: String? { "roles/\(id)" }

    static let example = RoleBody(
        CustomRole(
            id: Examples.id(7),
            name: "Trainee",
            base: .agent,
            visibility: .own,
            permissions: [.customersRead, .workRead],
            version: 1,
            createdAt: Examples.instant,
            updatedAt: Examples.instant
        )
    )
    static let notes = [
        "base": "The built-in role as which its people are counted",
        "visibility": "Whose customers they see: own, those of their team, of the teams below as well, of the company",
        "permissions": "What its people may do, beside what concerns only themselves",
    ]
}

struct NewRole: Described {
    let name: String
    let base: Role
    let visibility: Visibility?
    let permissions: [String]?

    static let fields: [Field<Self>] = [
        .text("name", \.name, CustomRole.nameLength, "Unique in the company"),
        .choice(
            "base",
            \.base,
            of: CustomRole.bases.map(\.rawValue),
            "The built-in role as which its people are counted; cannot be changed later"
        ),
        .choice("visibility", \.visibility, "Whose customers its people see; own where absent"),
        .permissions(\.permissions, "What its people may do; nothing where absent"),
    ]
}

struct RolePatch: Described {
    let name: String?
    let visibility: Visibility?
    let permissions: [String]?

    static let fields: [Field<Self>] = [
        .text("name", \.name, CustomRole.nameLength, "Unique in the company"),
        .choice("visibility", \.visibility, "Whose customers its people see"),
        .permissions(\.permissions, "What its people may do from now on, all of it"),
    ]
}

extension Field {
    /// Permissions of a company.
    fileprivate static func permissions(_ property: KeyPath<Body, [String]?>, _ description: String) -> Self {
        let known = Permission.allCases.filter(\.isOfCompany).map(\.rawValue)
        let pattern = "^(" + known.joined(separator: "|") + ")$"
        return .words("permissions", property, 0...known.count, each: pattern, description) { known.contains($0) }
    }
}

extension Set<Permission> {
    /// The permissions that a checked body names.
    init(named words: [String]?) {
        self = Set((words ?? []).compactMap(Permission.init(rawValue:)))
    }
}
