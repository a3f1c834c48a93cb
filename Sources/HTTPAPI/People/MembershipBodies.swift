import Domain
import FoundationEssentials

struct MembershipBody: Body {
    let personID: Person.ID
    let name: String
    let role: Role
    let roleID: CustomRole.ID?
    let locale: Language
    let teamID: Team.ID?
    let taskCapacity: Int?
    let state: Membership.State
    let version: Int64
    let createdAt: Date
    let updatedAt: Date
    let endedAt: Date?

    init(_ membership: Membership) {
        personID = membership.personID
        name = membership.name
        role = membership.role
        roleID = membership.roleID
        locale = membership.locale
        teamID = membership.teamID
        taskCapacity = membership.taskCapacity
        state = membership.state
        version = membership.version
        createdAt = membership.createdAt
        updatedAt = membership.updatedAt
        endedAt = membership.endedAt
    }

    var entityVersion: Int64? { version }
    var location: String? { "memberships/\(personID)" }

    static let example = MembershipBody(
        Membership(
            personID: Examples.person,
            role: .agent,
            roleID: Examples.id(7),
            name: "王小明",
            locale: .chinese,
            teamID: Examples.id(4),
            taskCapacity: 40,
            state: .active,
            version: 1,
            createdAt: Examples.instant,
            updatedAt: Examples.instant,
            endedAt: Examples.instant
        )
    )
    static let notes = [
        "person_id": "Names the membership inside the company",
        "name": "How the person is called in this company",
        "role": "As what they act; the base, where they have a role of the company's own",
        "role_id": "The company's own role that says what they may do; absent for what the built-in one allows",
        "task_capacity":
            "Open weighted tasks before being passed over; absent takes the company's setting, 0 takes no new work",
        "ended_at": "Until when; absent while active",
    ]
}

struct NewMembership: Described {
    let name: String
    let email: String
    let role: Role?
    let roleID: CustomRole.ID?
    let locale: Language?
    let teamID: Team.ID?
    let taskCapacity: Int?

    static let fields: [Field<Self>] = [
        .text("name", \.name, Person.nameLength, "Full name as the person writes it"),
        .text(
            "email",
            \.email,
            Person.emailLength,
            "Address of their login; somebody who has one already is found by it"
        ),
        .choice("role", \.role, of: Membership.roles.map(\.rawValue), "A built-in role; this or role_id"),
        .id("role_id", \.roleID, "A role of the company's own; this or role"),
        .choice("locale", \.locale, "Language they read; the company's where absent"),
        .id("team_id", \.teamID, "Their team"),
        .integer(
            "task_capacity",
            \.taskCapacity,
            Membership.taskCapacityRange.wire,
            "Open weighted tasks before being passed over"
        ),
    ]
}

struct MembershipPatch: Described {
    let name: String?
    let role: Role?
    let roleID: CustomRole.ID?
    let locale: Language?
    let teamID: Change<Team.ID>
    let taskCapacity: Change<Int>

    var change: MembershipChange {
        MembershipChange(
            role: role,
            roleID: roleID,
            name: name,
            locale: locale,
            team: teamID.wish,
            taskCapacity: taskCapacity.wish
        )
    }

    static let fields: [Field<Self>] = [
        .text("name", \.name, Person.nameLength, "How the person is called in this company"),
        .choice("role", \.role, of: Membership.roles.map(\.rawValue), "A built-in role; this or role_id"),
        .id("role_id", \.roleID, "A role of the company's own; this or role"),
        .choice("locale", \.locale, "Language they read"),
        .id("team_id", \.teamID, "Their team; null takes them out of every team"),
        .integer(
            "task_capacity",
            \.taskCapacity,
            Membership.taskCapacityRange.wire,
            "Open weighted tasks before being passed over; null takes the company's setting"
        ),
    ]
}
