import ArgumentParser
import Domain
import Foundation
import Store

/// Lets the agency's people act inside a company for some hours.
struct SupportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "support",
        abstract: "Let a person of the agency act inside a company for some hours; its owner sees it.",
        subcommands: [Give.self, List.self, End.self]
    )
}

extension SupportCommand {
    struct Give: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Give a support grant where the company's owner cannot. The company's audit keeps it."
        )

        @Option(help: "Id or short name of the company.")
        var company: String
        @Option(help: "Address of somebody who works for the company's agency.")
        var person: String
        @Option(parsing: .upToNextOption, help: "What they may do, such as customers:read imports:read.")
        var permissions: [String]
        @Option(help: "Why.")
        var reason: String
        @Option(help: "For how many hours from now, 1 to 24.")
        var hours = 1
        @OptionGroup var output: OutputOptions

        func run() async throws {
            let words = permissions.compactMap(Permission.init(rawValue:))
            guard words.count == permissions.count else { throw SupportError.permissions }
            let wish = try SupportGrant.Wish(permissions: Set(words), reason: reason, hours: hours)
            let grant = try await OperatorDatabase.with { database in
                let (hosted, helper) = try await database.withHosting { hosting in
                    let hosted = try await hosting.company(named: company)
                    return (hosted, try await hosting.agencyPerson(email: person, of: hosted.agencyID))
                }
                guard let helper else { throw SupportError.personUnknown }
                return try await database.withCompany(hosted.id, as: .operator) {
                    try await $0.giveSupport(to: helper, wish)
                }
            }
            try output.show(GrantLine(grant)) { $0.line }
        }
    }

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "List a company's support grants, the newest first, with those that ended."
        )

        @Option(help: "Id or short name of the company.")
        var company: String
        @OptionGroup var output: OutputOptions

        func run() async throws {
            let grants = try await OperatorDatabase.with { database in
                let hosted = try await database.withHosting { try await $0.company(named: company).id }
                return try await database.readCompany(hosted, as: .operator) {
                    try await $0.supportGrants(limit: 10_000)
                }
            }
            try output.show(grants.map(GrantLine.init)) { $0.line }
        }
    }

    struct End: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "End a support grant before its time, at once and everywhere."
        )

        @Option(help: "Id or short name of the company.")
        var company: String
        @Argument(help: "Id of the grant, as `support list` shows it.")
        var id: String
        @OptionGroup var output: OutputOptions

        func run() async throws {
            guard let id = SupportGrant.ID(id) else { throw SupportError.unknown }
            let grant = try await OperatorDatabase.with { database in
                let hosted = try await database.withHosting { try await $0.company(named: company).id }
                return try await database.withCompany(hosted, as: .operator) { transaction in
                    try await transaction.endSupport(id)
                    return try await transaction.supportGrant(id)
                }
            }
            guard let grant else { throw SupportError.unknown }
            try output.show(GrantLine(grant)) { $0.line }
        }
    }
}

/// A support grant as the command line shows it.
private struct GrantLine: Encodable {
    let id: SupportGrant.ID
    let personID: Person.ID
    let name: String
    let permissions: [String]
    let reason: String
    let state: SupportGrant.State
    let expiresAt: Date?

    init(_ grant: SupportGrant) {
        id = grant.id
        personID = grant.personID
        name = grant.name
        permissions = grant.permissions.map(\.rawValue).sorted()
        reason = grant.reason
        state = grant.state
        expiresAt = grant.expiresAt
    }

    var line: String {
        let end = expiresAt.map { "until \($0.formatted(.iso8601))" } ?? "asked for"
        return "\(id)  \(state.rawValue)  \(end)  \(name)  \(permissions.joined(separator: " "))  \(reason)"
    }
}
