import ArgumentParser
import Domain
import Foundation
import Glibc
import Store

/// `clientele score --company C`
struct ScoreCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "score",
        abstract: "Scores a company's customers now; the worker then plans their work.",
        discussion: "The worker does the same every night. Only what changed is written."
    )

    @Option(help: "The company: its short name or its id.")
    var company: String
    @Option(help: "Orders up to this day count, such as 1998-06-30; today in the company's time zone where absent.")
    var asOf: CalendarDate?
    @Flag(help: "Read all orders again and fit the models anew, not only what came since.")
    var recompute = false
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let progress = ScoreProgress()
        let summary = try await OperatorDatabase.with { database in
            let hosted = try await database.withHosting { try await $0.company(named: company) }
            return try await database.withCompany(hosted.id, as: .operator, deadline: .seconds(3600)) { transaction in
                let summary = try await transaction.scoreCustomers(asOf: asOf, demand: recompute ? .anew : []) {
                    progress.show($0, of: $1)
                }
                try await transaction.enqueueUnlessReady(.planWork, PlanWork())
                return summary
            }
        }
        progress.finish()
        try output.show(summary) { summary in
            """
            Scored \(summary.customers) customers as of \(summary.asOf) by policy version \(summary.policyNumber) and \
            models version \(summary.modelNumber): read the orders of \(summary.condensed), \(summary.changed) changed, \
            \(summary.tierMoves) changed their tier, \(summary.stageMoves) their stage, \(summary.warnings) new churn \
            warnings.
            """
        }
    }
}

/// Shows on a terminal how many customers are scored.
private struct ScoreProgress {
    private let isTerminal = isatty(STDERR_FILENO) == 1

    func show(_ done: Int, of total: Int) {
        if isTerminal { write("\r\u{1B}[2K\(done.formatted()) of \(total.formatted()) customers") }
    }

    func finish() {
        if isTerminal { write("\r\u{1B}[2K") }
    }

    private func write(_ text: String) {
        FileHandle.standardError.write(Data(text.utf8))
    }
}
