public import ArgumentParser
public import Domain
import Foundation
import Store

/// Hosts agencies.
struct AgencyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "agency",
        abstract: "Host agencies and say who works for them.",
        subcommands: [Create.self, List.self, Admit.self]
    )
}

extension AgencyCommand {
    struct Create: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Host an agency.")

        @Argument(help: "Display name.")
        var name: String
        @OptionGroup var output: OutputOptions

        func run() async throws {
            let agency = try await OperatorDatabase.with { database in
                try await database.withHosting { try await $0.insertAgency(name: name, id: .make()) }
            }
            try output.show(AgencyLine(agency)) { $0.line }
        }
    }

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "List the agencies, the oldest first.")

        @OptionGroup var output: OutputOptions

        func run() async throws {
            let agencies = try await OperatorDatabase.with { database in
                try await database.withHosting { try await $0.agencies() }
            }
            try output.show(agencies.map(AgencyLine.init)) { $0.line }
        }
    }

    struct Admit: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Let a person work for an agency: host and staff companies over the API."
        )

        @Option(help: "Id or name of the agency; may be left out where there is only one.")
        var agency: String?
        @Option(help: "Full name as the person writes it.")
        var name: String
        @Option(help: "Address of their login.")
        var email: String
        @Option(help: "owner or operator.")
        var role = Agency.Role.operator
        @OptionGroup var output: OutputOptions

        func run() async throws {
            let person = try await OperatorDatabase.with { database in
                try await database.withHosting { hosting in
                    let agency = try await hosting.agency(named: agency)
                    let person = try await hosting.findOrAddPerson(name: name, email: email, locale: .ofTerminal)
                    try await hosting.setAgencyMember(person.id, of: agency.id, role: role)
                    return person
                }
            }
            try output.show(PersonLine(person)) { $0.line }
        }
    }
}

/// An agency as the command line shows it.
private struct AgencyLine: Encodable {
    let id: Agency.ID
    let name: String
    let createdAt: Date

    init(_ agency: Agency) {
        id = agency.id
        name = agency.name
        createdAt = agency.createdAt
    }

    var line: String { "\(id)  \(name)" }
}

extension Agency.Role: ExpressibleByArgument {}
