/// What somebody wants to change of a membership; nil leaves a property as it is.
public struct MembershipChange: Hashable, Sendable {
    /// As what they act; with it a role of the company's own ends, unless another is named.
    public var role: Role?
    /// The company's own role that they get, with its base as `role`.
    public let roleID: CustomRole.ID?
    /// How the person is called in this company.
    public let name: String?
    /// The language the person reads in this company.
    public let locale: Language?
    /// The person's team; `.some(nil)` takes them out of every team.
    public let team: Team.ID??
    /// Open weighted tasks before being passed over; `.some(nil)` takes the company's setting.
    public let taskCapacity: Int??

    /// A change.
    public init(
        role: Role? = nil,
        roleID: CustomRole.ID? = nil,
        name: String? = nil,
        locale: Language? = nil,
        team: Team.ID?? = nil,
        taskCapacity: Int?? = nil
    ) {
        self.role = role
        self.roleID = roleID
        self.name = name
        self.locale = locale
        self.team = team
        self.taskCapacity = taskCapacity
    }
}

extension Membership {
    /// The membership after a change. Who may give and take which role is asked before, see `Principal.requireGrant`.
    public func applying(_ change: MembershipChange) throws(PeopleError) -> Membership {
        guard state == .active else { throw .membershipEnded }
        if let name = change.name, !Person.nameLength.contains(name.unicodeScalars.count) { throw .nameLength }
        return Membership(
            personID: personID,
            role: change.role ?? role,
            roleID: change.role == nil ? roleID : change.roleID,
            name: change.name ?? name,
            locale: change.locale ?? locale,
            teamID: change.team ?? teamID,
            taskCapacity: change.taskCapacity ?? taskCapacity,
            state: state,
            version: version,
            createdAt: createdAt,
            updatedAt: updatedAt,
            endedAt: endedAt
        )
    }
}
