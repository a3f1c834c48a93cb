public import ArgumentParser
public import Domain
import Foundation
import Store

/// Staffs companies.
struct PersonCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "person",
        abstract: "Give persons a place in a company, and let them in.",
        subcommands: [Add.self, List.self, Invite.self, Reset.self, RemoveFactor.self, SignOut.self]
    )
}

extension PersonCommand {
    struct Add: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Give a person a place in a company; somebody with this address already is found by it."
        )

        @Option(help: "Id or short name of the company.")
        var company: String
        @Option(help: "Full name as the person writes it.")
        var name: String
        @Option(help: "Address of their login.")
        var email: String
        @Option(help: "owner, manager, agent or auditor.")
        var role: Role
        @Option(help: "Language they read: en or zh-CN. The company's where left out.")
        var locale: Language?
        @OptionGroup var output: OutputOptions

        func validate() throws {
            guard Membership.roles.contains(role) else {
                throw ValidationError(
                    "A person is owner, manager, agent or auditor.",
                    "角色必须是 owner、manager、agent 或 auditor。"
                )
            }
        }

        func run() async throws {
            let member = try await OperatorDatabase.with { database in
                let (employer, person) = try await database.withHosting { hosting in
                    let employer = try await hosting.company(named: company)
                    let language = locale ?? employer.locale
                    return (employer, try await hosting.findOrAddPerson(name: name, email: email, locale: language))
                }
                let membership = try await database.withCompany(employer.id, as: .operator) { transaction in
                    try await transaction.addMembership(of: person, role: role, team: nil, taskCapacity: nil)
                }
                return MemberLine(membership)
            }
            try output.show(member) { $0.line }
        }
    }

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "List who has a place in a company.")

        @Option(help: "Id or short name of the company.")
        var company: String
        @OptionGroup var output: OutputOptions

        func run() async throws {
            let members = try await OperatorDatabase.with { database in
                let employer = try await database.withHosting { try await $0.company(named: company).id }
                return try await database.readCompany(employer, as: .operator) { transaction in
                    try await transaction.memberships(role: nil, state: nil, team: nil, after: nil, limit: 100_000)
                }
            }
            try output.show(members.map(MemberLine.init)) { $0.line }
        }
    }
}

extension PersonCommand {
    struct SignOut: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "End every session of a person, within five seconds everywhere. Their keys stay."
        )

        @Argument(help: "Address or id of the person.")
        var person: String
        @OptionGroup var output: OutputOptions

        func run() async throws {
            let ended = try await OperatorDatabase.with { database in
                try await database.withHosting { hosting in
                    let person = try await hosting.person(named: person).id
                    return try await hosting.endSessions(of: person, except: nil, from: .commandLine)
                }
            }
            try output.show(EndedLine(ended: ended)) { "\($0.ended)" }
        }
    }

    private struct EndedLine: Encodable {
        let ended: Int
    }
}

/// A person as the command line shows it.
struct PersonLine: Encodable {
    let id: Person.ID
    let name: String
    let email: String

    init(_ person: Person) {
        id = person.id
        name = person.name
        email = person.email
    }

    var line: String { "\(id)  \(name)  \(email)" }
}

/// A place in a company as the command line shows it.
private struct MemberLine: Encodable {
    let personID: Person.ID
    let name: String
    let role: Role
    let locale: Language
    let state: Membership.State

    init(_ membership: Membership) {
        personID = membership.personID
        name = membership.name
        role = membership.role
        locale = membership.locale
        state = membership.state
    }

    var line: String { "\(personID)  \(role.rawValue)  \(name)  \(state.rawValue)" }
}

extension Role: ExpressibleByArgument {}
