import ArgumentParser

/// Looks into what the models say.
struct InsightCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "insight",
        abstract: "Judge the forecasts of a company's customers.",
        subcommands: [BacktestCommand.self]
    )
}
