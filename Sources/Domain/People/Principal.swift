/// Who is acting, in one company.
public struct Principal: Hashable, Sendable {
    /// The acting person; nil for an integration, the worker and the operator.
    public let person: Person.ID?
    /// As what they act; the base, where the company has a role of its own for them.
    public let role: Role
    /// What they may do: what their role allows, narrowed by the key they came with.
    public let permissions: Set<Permission>
    /// The API key they came with, if any.
    public let keyID: APIKey.ID?
    /// Whose customers they see.
    public let visibility: Visibility

    /// Somebody or something that acts; with what the built-in role allows and sees where nothing else is given.
    public init(
        person: Person.ID?,
        role: Role,
        permissions: Set<Permission>? = nil,
        visibility: Visibility? = nil,
        keyID: APIKey.ID? = nil
    ) {
        self.person = person
        self.role = role
        self.permissions = permissions ?? role.permissions
        self.keyID = keyID
        self.visibility = visibility ?? role.visibility
    }

    /// The background worker.
    public static let worker = Principal(person: nil, role: .worker)
    /// The operator of the installation, at the command line.
    public static let `operator` = Principal(person: nil, role: .operator)
}

extension Principal {
    /// Refuses to give somebody permissions, or to take them, where the acting person does not hold them all: nobody
    /// grants what they do not hold. What itself grants needs `roles:write` as well. Neither is a wider view given or taken.
    public func requireGrant(of permissions: Set<Permission>, seeing wanted: Visibility) throws(PeopleError) {
        guard wanted <= visibility else { throw .visibilityNotHeld(wanted) }
        var needed = permissions
        if !needed.isDisjoint(with: Permission.granting) { needed.insert(.rolesWrite) }
        if let missing = needed.subtracting(Permission.ofOneself).missing(in: self.permissions) {
            throw .permissionNotHeld(missing)
        }
    }
}
