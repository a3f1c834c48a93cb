import ArgumentParser
import Domain
import Foundation
import Settings
import Store

extension PersonCommand {
    /// Makes the link with which somebody sets their first password.
    struct Invite: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Make a link with which a person sets their first password, once, within a week."
        )

        @Argument(help: "Address or id of the person.")
        var person: String
        @OptionGroup var output: OutputOptions

        func run() async throws {
            try output.show(try await LinkLine.make(.invitation, for: person)) { $0.line }
        }
    }

    /// Makes the link with which somebody sets another password.
    struct Reset: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Make a link with which a person sets another password, once, within an hour."
        )

        @Argument(help: "Address or id of the person.")
        var person: String
        @OptionGroup var output: OutputOptions

        func run() async throws {
            try output.show(try await LinkLine.make(.reset, for: person)) { $0.line }
        }
    }
}

/// A link as the command line shows it, this once.
private struct LinkLine: Encodable {
    let token: String
    let link: String?
    let expiresAt: Date

    static func make(_ purpose: LoginLink.Purpose, for person: String) async throws -> LinkLine {
        let reader = try await OperatorDatabase.commandLineReader()
        let address = try reader.optionalText(.publicURL)
        let made = try await OperatorDatabase.with(reader) { database in
            try await database.withHosting { hosting in
                let person = try await hosting.person(named: person).id
                return try await hosting.makeLink(purpose, for: person, by: .installation, from: .commandLine)
            }
        }
        return LinkLine(
            token: made.secret.text,
            link: address.map { LoginLink.url(made.secret, for: purpose, below: $0) },
            expiresAt: made.expiresAt
        )
    }

    /// The link, or what stands behind its number sign where the pages' address is not known.
    var line: String { link ?? token }
}
