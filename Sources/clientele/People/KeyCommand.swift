public import ArgumentParser
public import Domain
import Foundation
import Store

/// Issues and revokes API keys.
struct KeyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "key",
        abstract: "Issue, list and revoke API keys.",
        subcommands: [Create.self, List.self, Revoke.self]
    )

    /// Whose key: a person's, or an integration's of one company.
    struct Bearer: ParsableArguments {
        @Option(help: "Address or id of the person whose key it is.")
        var person: String?
        @Option(help: "Id or short name of the company whose integration's key it is.")
        var company: String?

        func validate() throws {
            guard (person == nil) != (company == nil) else {
                throw ValidationError(
                    "Say whose key it is: either --person or --company.",
                    "请说明密钥属于谁：--person 或 --company 二选一。"
                )
            }
        }

        func find(in hosting: HostingTransaction) async throws -> APIKey.Bearer {
            if let person { return .person(try await hosting.person(named: person).id) }
            return .integration(try await hosting.company(named: company ?? "").id)
        }
    }
}

extension KeyCommand {
    struct Create: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Issue a key. It is printed once, here; only its hash is kept."
        )

        @OptionGroup var bearer: Bearer
        @Option(help: "What the key is for.")
        var name = "command line"
        @Option(help: "Day on which it stops working (at its start, UTC), such as 2027-01-01. Never where left out.")
        var expires: CalendarDate?
        @OptionGroup var output: OutputOptions

        func run() async throws {
            let issued = try await OperatorDatabase.with { database in
                try await database.withHosting { hosting in
                    let end = expires.map { Date(timeIntervalSince1970: Double($0.dayNumber) * 86_400) }
                    let bearer = try await bearer.find(in: hosting)
                    let (key, secret) = try await hosting.issueKey(to: bearer, name: name, expiresAt: end)
                    return IssuedLine(key: KeyLine(key), secret: secret.text)
                }
            }
            try output.show(issued) { $0.secret }
        }
    }

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "List keys, the newest first; never their secrets.")

        @OptionGroup var bearer: Bearer
        @OptionGroup var output: OutputOptions

        func run() async throws {
            let keys = try await OperatorDatabase.with { database in
                try await database.withHosting { hosting in
                    try await hosting.keys(of: try await bearer.find(in: hosting))
                }
            }
            try output.show(keys.map(KeyLine.init)) { $0.line }
        }
    }

    struct Revoke: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Stop a key for good, within five seconds everywhere."
        )

        @Argument(help: "Id of the key, as `key list` shows it.")
        var id: String
        @OptionGroup var output: OutputOptions

        func run() async throws {
            guard let id = APIKey.ID(id) else {
                throw ValidationError(
                    "\(id) is not the id of a key.",
                    "\(id) 不是密钥的编号。"
                )
            }
            let key = try await OperatorDatabase.with { database in
                try await database.withHosting { hosting in
                    guard let key = try await hosting.key(id) else {
                        throw ValidationError(
                            "There is no key \(id).",
                            "没有密钥 \(id)。"
                        )
                    }
                    return try await hosting.revokeKey(id, of: key.bearer)
                }
            }
            try output.show(KeyLine(key)) { $0.line }
        }
    }
}

/// A key as the command line shows it.
private struct KeyLine: Encodable {
    let id: APIKey.ID
    let name: String
    let prefix: String
    let createdAt: Date
    let expiresAt: Date?
    let revokedAt: Date?

    init(_ key: APIKey) {
        id = key.id
        name = key.name
        prefix = key.prefix
        createdAt = key.createdAt
        expiresAt = key.expiresAt
        revokedAt = key.revokedAt
    }

    var line: String {
        let end =
            revokedAt.map { "revoked \($0.formatted(.iso8601))" } ?? expiresAt.map { "until \($0.formatted(.iso8601))" }
        return "\(id)  clt_live_\(prefix)_…  \(name)  \(end ?? "works")"
    }
}

/// A new key with its secret.
private struct IssuedLine: Encodable {
    let key: KeyLine
    let secret: String
}

extension CalendarDate: ExpressibleByArgument {
    /// Reads ISO 8601, such as 2027-01-01.
    public init?(argument: String) { self.init(argument) }
}
