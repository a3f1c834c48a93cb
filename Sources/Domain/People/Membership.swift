public import FoundationEssentials

/// A person's place in one company.
public struct Membership: Hashable, Sendable {
    /// The person; together with the company this names the membership.
    public let personID: Person.ID
    /// As what they act; the base, where they have a role of the company's own.
    public let role: Role
    /// The company's own role that says what they may do; nil for what the built-in one allows.
    public let roleID: CustomRole.ID?
    /// How the person is called in this company.
    public let name: String
    /// The language the person reads in this company.
    public let locale: Language
    /// The person's team; nil outside every team.
    public let teamID: Team.ID?
    /// Open weighted tasks before being passed over; nil takes the company's setting, 0 takes no new work.
    public let taskCapacity: Int?
    /// Whether the person still belongs to the company.
    public let state: State
    /// Counts the changes, from 1.
    public let version: Int64
    /// Since when.
    public let createdAt: Date
    /// Last change.
    public let updatedAt: Date
    /// Until when; nil while active.
    public let endedAt: Date?

    /// A membership as it is kept.
    public init(
        personID: Person.ID,
        role: Role,
        roleID: CustomRole.ID? = nil,
        name: String,
        locale: Language,
        teamID: Team.ID?,
        taskCapacity: Int?,
        state: State,
        version: Int64,
        createdAt: Date,
        updatedAt: Date,
        endedAt: Date?
    ) {
        self.personID = personID
        self.role = role
        self.roleID = roleID
        self.name = name
        self.locale = locale
        self.teamID = teamID
        self.taskCapacity = taskCapacity
        self.state = state
        self.version = version
        self.createdAt = createdAt
        self.updatedAt = updatedAt
        self.endedAt = endedAt
    }

    /// Allowed task capacities.
    public static let taskCapacityRange = 0...10_000
    /// The roles that a membership can have.
    public static let roles: [Role] = [.owner, .manager, .agent, .auditor]

    /// Whether a person still belongs to a company.
    public enum State: String, Hashable, Sendable, Codable, CaseIterable {
        /// Belongs to it.
        case active
        /// Belonged to it once.
        case ended
    }
}
