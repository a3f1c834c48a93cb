public import FoundationEssentials

/// A role that a company made for itself, from the same permissions as the built-in ones.
public struct CustomRole: Hashable, Sendable {
    /// The id of a company's own role.
    public typealias ID = Identifier<CustomRole>

    /// Its id.
    public let id: ID
    /// Unique in the company, see `nameLength`.
    public let name: String
    /// The built-in role as which its people are counted; never changes.
    public let base: Role
    /// Whose customers its people see.
    public let visibility: Visibility
    /// What its people may do, beside what concerns only themselves.
    public let permissions: Set<Permission>
    /// Counts the changes, from 1.
    public let version: Int64
    /// When it was made.
    public let createdAt: Date
    /// Last change.
    public let updatedAt: Date

    /// A role as it is kept.
    public init(
        id: ID,
        name: String,
        base: Role,
        visibility: Visibility,
        permissions: Set<Permission>,
        version: Int64,
        createdAt: Date,
        updatedAt: Date
    ) {
        self.id = id
        self.name = name
        self.base = base
        self.visibility = visibility
        self.permissions = permissions
        self.version = version
        self.createdAt = createdAt
        self.updatedAt = updatedAt
    }

    /// What its people may do in all.
    public var allowed: Set<Permission> { permissions.union(Permission.ofOneself) }

    /// Allowed length of a name, in code points.
    public static let nameLength = 1...100
    /// Roles that it may be made from. An owner is an owner.
    public static let bases: [Role] = [.manager, .agent, .auditor]

    /// Refuses permissions that show what belongs to the whole company, where the role sees less.
    public static func check(_ permissions: Set<Permission>, seeing visibility: Visibility) throws(PeopleError) {
        guard !Rule.roleSeesCompany.holds(visibility == .company) else { return }
        let wide = permissions.intersection(Permission.companyWide).min { $0.rawValue < $1.rawValue }
        if let wide { throw .roleNeedsCompany(wide) }
    }
}
