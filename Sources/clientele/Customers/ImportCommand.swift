import ArgumentParser

/// `clientele import …`
struct ImportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "Brings a company's data in.",
        subcommands: [ImportOrdersCommand.self]
    )
}
