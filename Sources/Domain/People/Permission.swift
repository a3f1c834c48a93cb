/// Something that a role allows: `read` or `write` of one kind of thing. Every operation of the API needs exactly one, and
/// the scopes of keys are written in the same words.
public enum Permission: String, Hashable, Sendable, Codable, CaseIterable {
    // What companies' people may do, in the order of the words.
    case auditRead = "audit:read"
    case companyRead = "company:read"
    case companyWrite = "company:write"
    case customersRead = "customers:read"
    case customersWrite = "customers:write"
    case importsRead = "imports:read"
    case importsWrite = "imports:write"
    case insightRead = "insight:read"
    case insightWrite = "insight:write"
    case keysRead = "keys:read"
    case keysWrite = "keys:write"
    case operationsRead = "operations:read"
    case operationsWrite = "operations:write"
    case ownershipWrite = "ownership:write"
    case peopleRead = "people:read"
    case peopleWrite = "people:write"
    case progressRead = "progress:read"
    case rolesRead = "roles:read"
    case rolesWrite = "roles:write"
    case settingsWrite = "settings:write"
    case supportRead = "support:read"
    case supportWrite = "support:write"
    case warningsRead = "warnings:read"
    case warningsWrite = "warnings:write"
    case webhooksRead = "webhooks:read"
    case webhooksWrite = "webhooks:write"
    case workRead = "work:read"
    case workWrite = "work:write"

    // What everybody may do with what is their own.
    case selfRead = "self:read"
    case selfWrite = "self:write"

    // What the agency's people may do.
    case agencyRead = "agency:read"
    case agencyWrite = "agency:write"
    case jobsRead = "jobs:read"
    case jobsWrite = "jobs:write"
    case staffWrite = "staff:write"

    /// What it allows, in one line.
    public var meaning: String { Self.entries[self]?.meaning ?? rawValue }

    /// Built-in roles of a company that have it.
    public var roles: [Role] { Self.entries[self]?.roles ?? [] }

    /// Roles of the agency that have it.
    public var agencyRoles: [Agency.Role] { Self.entries[self]?.agencyRoles ?? [] }

    /// Whether a company's own role may list it.
    public var isOfCompany: Bool { !roles.isEmpty && !Self.ofOneself.contains(self) }

    /// What every role allows, because it concerns nobody else: one's own keys, places and permissions.
    public static let ofOneself: Set<Permission> = [.selfRead, .selfWrite]

    /// With one of these somebody gives others permissions. Giving a role that has one, or taking it, needs `roles:write`
    /// as well: a manager makes agents, and no managers.
    public static let granting: Set<Permission> = [.peopleWrite, .rolesWrite]

    private static let entries = Dictionary(uniqueKeysWithValues: matrix.map { ($0.permission, $0) })
}

extension Role {
    /// What this role allows. The operator of the installation may do everything inside a company, the worker gives
    /// nobody anything.
    public var permissions: Set<Permission> { Self.permissions[self] ?? [] }

    private static let permissions = Dictionary(
        uniqueKeysWithValues: allCases.map { role in
            let held = Permission.allCases.filter { permission in
                role == .operator ? !permission.roles.isEmpty : permission.roles.contains(role)
            }
            return (role, Set(held))
        }
    )
}

extension Agency.Role {
    /// What this role allows.
    public var permissions: Set<Permission> { Set(Permission.allCases.filter { $0.agencyRoles.contains(self) }) }
}

extension Set<Permission> {
    /// The first, in the order of their words, that is not among those held; nil where all are.
    public func missing(in held: Set<Permission>) -> Permission? {
        subtracting(held).min { $0.rawValue < $1.rawValue }
    }
}
