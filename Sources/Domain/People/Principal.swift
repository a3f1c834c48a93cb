/// Who is acting, in one company.
public struct Principal: Hashable, Sendable {
    /// The acting person, who has a place in the company; nil for an integration, support, the worker and the operator.
    public let person: Person.ID?
    /// As what they act; the base, where the company has a role of its own for them.
    public let role: Role
    /// What they may do: what their role allows, narrowed by the key they came with.
    public let permissions: Set<Permission>
    /// The API key they came with, if any.
    public let keyID: APIKey.ID?
    /// Whose customers they see.
    public let visibility: Visibility
    /// The support grant under which somebody of the agency acts; nil for everybody else.
    public let support: Support?

    /// Somebody of the agency, under a support grant.
    public struct Support: Hashable, Sendable {
        /// The grant.
        public let grant: SupportGrant.ID
        /// Who.
        public let person: Person.ID

        /// Somebody under a grant.
        public init(grant: SupportGrant.ID, person: Person.ID) {
            self.grant = grant
            self.person = person
        }
    }

    /// Somebody or something that acts; with what the built-in role allows and sees where nothing else is given.
    public init(
        person: Person.ID?,
        role: Role,
        permissions: Set<Permission>? = nil,
        visibility: Visibility? = nil,
        keyID: APIKey.ID? = nil,
        support: Support? = nil
    ) {
        self.person = person
        self.role = role
        self.permissions = permissions ?? role.permissions
        self.keyID = keyID
        self.support = support
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
    /// - Parameter rule: where something is given or taken.
    public func requireGrant(
        of permissions: Set<Permission>,
        seeing wanted: Visibility,
        by rule: Rule
    ) throws(PeopleError) {
        guard Rule.givesOwnView.holds(wanted <= visibility) else { throw .visibilityNotHeld(wanted) }
        var needed = permissions
        if !Rule.writesRolesToGiveGiving.holds(needed.isDisjoint(with: Permission.granting)) {
            needed.insert(.rolesWrite)
        }
        let missing = needed.subtracting(Permission.ofOneself).missing(in: self.permissions)
        if let missing, !rule.holds(false) { throw .permissionNotHeld(missing) }
    }
}
