import Domain
import FoundationEssentials
import Store

/// The company's teams: a tree.
enum TeamEndpoints {
    static let all: [Endpoint] = [
        .list("teams", "listTeams", "The teams of the company, by name") { scope in
            let slice = try scope.slice(after: String.self)
            let rows = try await scope.company.teams(after: slice.after, limit: slice.fetch)
            return try scope.page(rows, slice, key: \.name) { TeamBody($0) }
        },
        .get("teams/:id", "getTeam", "One team") { scope in
            try await scope.company.team(scope.id()).map(TeamBody.init)
        },
        .post("teams", "createTeam", "Make a team") { (input: NewTeam, scope) in
            try await TeamBody(scope.company.insertTeam(name: input.name, parent: input.parentID))
        },
        .patch("teams/:id", "changeTeam", "Rename or move a team") { (input: TeamPatch, scope) in
            try await TeamBody(
                scope.company.changeTeam(
                    scope.id(),
                    name: input.name,
                    parent: input.parentID.wish,
                    expecting: try scope.version
                )
            )
        },
        .delete("teams/:id", "deleteTeam", "Take away an empty team") { scope in
            try await scope.company.deleteTeam(scope.id(), expecting: try scope.version)
        },
    ]
}

struct TeamBody: Body {
    let id: Team.ID
    let parentID: Team.ID?
    let name: String
    let version: Int64
    let createdAt: Date
    let updatedAt: Date

    init(_ team: Team) {
        id = team.id
        parentID = team.parentID
        name = team.name
        version = team.version
        createdAt = team.createdAt
        updatedAt = team.updatedAt
    }

    var entityVersion: Int64? { version }
    var location: String? { "teams/\(id)" }

    static let example = TeamBody(
        Team(
            id: Examples.id(4),
            parentID: Examples.id(5),
            name: "华东区",
            version: 1,
            createdAt: Examples.instant,
            updatedAt: Examples.instant
        )
    )
    static let notes = ["parent_id": "The team above; absent at the top"]
}

struct NewTeam: Described {
    let name: String
    let parentID: Team.ID?

    static let fields: [Field<Self>] = [
        .text("name", \.name, Team.nameLength, "Unique in the company"),
        .id("parent_id", \.parentID, "The team above; left out at the top"),
    ]
}

struct TeamPatch: Described {
    let name: String?
    let parentID: Change<Team.ID>

    static let fields: [Field<Self>] = [
        .text("name", \.name, Team.nameLength, "Unique in the company"),
        .id("parent_id", \.parentID, "The team above; null moves it to the top"),
    ]
}
