import ArgumentParser
import Domain
import Foundation
import Settings
import Store

/// Sets the providers by whose word people sign in.
struct SignOnCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sign-on",
        abstract: "Let a provider of OpenID Connect sign in the people of an agency.",
        subcommands: [Set.self, List.self, Remove.self, Unlink.self]
    )
}

extension SignOnCommand {
    struct Set: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract:
                "Set the provider of an agency, in place of the one before. Needs IDENTITY_KEY, as the API has it."
        )

        @Option(help: "Id or name of the agency; may be left out where there is only one.")
        var agency: String?
        @Option(help: "The provider's name for itself, letter by letter: https://id.example")
        var issuer: String
        @Option(help: "What the provider calls us.")
        var clientID: String
        @Option(help: "File whose first line is the client's secret.")
        var secretFile: String
        @Option(help: "Whose addresses it vouches for: what stands behind the @.")
        var emailDomain: String
        @Flag(help: "Its people sign in by the provider alone, not with a password.")
        var noPasswords = false
        @OptionGroup var output: OutputOptions

        func run() async throws {
            let reader = try await OperatorDatabase.commandLineReader()
            guard let key = try reader.optionalText(.identityKey) else { throw IdentityProviderError.noKey }
            let text = try String(contentsOfFile: secretFile, encoding: .utf8)
            let secret = text.split(whereSeparator: \.isNewline).first.map(String.init) ?? ""
            let provider = try await OperatorDatabase.with(reader) { database in
                try await database.withHosting { hosting in
                    let provider = try IdentityProvider(
                        agency: try await hosting.agency(named: agency).id,
                        issuer: issuer,
                        clientID: clientID,
                        emailDomain: emailDomain,
                        allowsPasswords: !noPasswords
                    )
                    try await hosting.set(provider, secret: secret, in: ProviderVault(key: key))
                    return provider
                }
            }
            try output.show(ProviderLine(provider)) { $0.line }
        }
    }

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "List the providers, by their domains.")

        @OptionGroup var output: OutputOptions

        func run() async throws {
            let providers = try await OperatorDatabase.with { database in
                try await database.withHosting { try await $0.identityProviders() }
            }
            try output.show(providers.map(ProviderLine.init)) { $0.line }
        }
    }

    struct Remove: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Take the provider of an agency away. Its people sign in with passwords; sessions stay."
        )

        @Option(help: "Id or name of the agency; may be left out where there is only one.")
        var agency: String?

        func run() async throws {
            try await OperatorDatabase.with { database in
                try await database.withHosting { hosting in
                    try await hosting.removeIdentityProvider(of: hosting.agency(named: agency).id)
                }
            }
        }
    }

    struct Unlink: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Forget whom a provider means by a person, such as when their account there was made anew."
        )

        @Argument(help: "Address or id of the person.")
        var person: String
        @OptionGroup var output: OutputOptions

        func run() async throws {
            let forgotten = try await OperatorDatabase.with { database in
                try await database.withHosting { hosting in
                    try await hosting.unlinkProviders(of: hosting.person(named: person).id, from: .commandLine)
                }
            }
            try output.show(ForgottenLine(forgotten: forgotten)) { "\($0.forgotten)" }
        }
    }
}

/// A provider as the command line shows it, without its secret.
private struct ProviderLine: Encodable {
    let agencyID: Agency.ID
    let issuer: String
    let clientID: String
    let emailDomain: String
    let allowsPasswords: Bool

    init(_ provider: IdentityProvider) {
        agencyID = provider.agency
        issuer = provider.issuer
        clientID = provider.clientID
        emailDomain = provider.emailDomain
        allowsPasswords = provider.allowsPasswords
    }

    var line: String {
        "\(agencyID)  \(emailDomain)  \(issuer)  \(clientID)  \(allowsPasswords ? "passwords too" : "no passwords")"
    }
}

private struct ForgottenLine: Encodable {
    let forgotten: Int
}
