import ArgumentParser
import Domain
import Store

/// `clientele erase --company C --confirm C`
struct EraseCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "erase",
        abstract: "Deletes one company and everything in it, for good.",
        discussion: """
            Export it first. Other companies are not touched, and people keep their logins. What was interrupted is \
            finished by running it again.
            """
    )

    @Option(help: "The company: its short name or its id.")
    var company: String
    @Option(help: "The company's short name once more, as a confirmation.")
    var confirm: String
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let erased = try await OperatorDatabase.with { database in
            let hosted = try await database.withHosting { try await $0.company(named: company) }
            guard confirm == hosted.slug else {
                throw ValidationError(
                    "To erase \(hosted.name), say --confirm \(hosted.slug).",
                    "要删除 \(hosted.name)，请加上 --confirm \(hosted.slug)。"
                )
            }
            try await database.withHosting { try await $0.suspendCompany(hosted.id) }
            let erased = try await database.withCompany(hosted.id, as: .operator, deadline: .seconds(86_400)) {
                try await $0.eraseEverything()
            }
            try await database.withHosting { try await $0.deleteCompany(hosted.id) }
            return erased
        }
        try output.show(erased) { tables in
            let used = tables.filter { $0.rows > 0 }.map { "\($0.rows)  \($0.table)" }
            return (used + ["Erased \(tables.reduce(0) { $0 + $1.rows }) rows."]).joined(separator: "\n")
        }
    }
}
