/// What somebody wants to change of a membership; nil leaves a property as it is.
public struct MembershipChange: Hashable, Sendable {
    /// What they may do.
    public let role: Role?
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
        name: String? = nil,
        locale: Language? = nil,
        team: Team.ID?? = nil,
        taskCapacity: Int?? = nil
    ) {
        self.role = role
        self.name = name
        self.locale = locale
        self.team = team
        self.taskCapacity = taskCapacity
    }
}

extension Membership {
    /// The membership after a change by somebody of this role. Refuses a role that they may not give or take.
    public func applying(_ change: MembershipChange, by actor: Role) throws(PeopleError) -> Membership {
        guard state == .active else { throw .membershipEnded }
        if let role = change.role, role != self.role {
            guard actor.mayGrant(role), actor.mayGrant(self.role) else { throw .roleNotGrantable }
        }
        if let name = change.name, !Person.nameLength.contains(name.unicodeScalars.count) { throw .nameLength }
        return Membership(
            personID: personID,
            role: change.role ?? role,
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
