import ArgumentParser
import Domain
import Foundation
import Store

/// `clientele insight backtest --company C`
struct BacktestCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "backtest",
        abstract: "Foretells a past period from the time before, and compares with what came.",
        discussion: """
            The model is fitted to the orders up to the end of the calibration and judged by those of the holdout, beside \
            two naive forecasts. The result is kept; the worker does the same every month.
            """
    )

    @Option(help: "The company: its short name or its id.")
    var company: String
    @Option(help: "Last day to learn from, such as 1997-09-30; a third of the history before the end where absent.")
    var calibrationEnd: CalendarDate?
    @Option(help: "Last day to foretell; the day of the last order where absent.")
    var holdoutEnd: CalendarDate?
    @Option(help: "Writes the curves to this file as SVG.", completion: .file(extensions: ["svg"]))
    var svg: String?
    @Option(help: "Language of the report: en or zh-CN; the company's where absent.")
    var language: Language?
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let period = BacktestPeriod(calibrationEnd: calibrationEnd, holdoutEnd: holdoutEnd)
        let (hosted, record) = try await OperatorDatabase.with { database in
            let hosted = try await database.withHosting { try await $0.company(named: company) }
            let run = BacktestRun(DirectAccess(database, hosted.id, as: .operator))
            return (hosted, try await run.run(period))
        }
        let words = BacktestWords(language: language ?? hosted.locale, company: hosted.name)
        if let svg {
            try Data(BacktestSVG(record, words).text.utf8).write(to: URL(filePath: svg), options: .atomic)
        }
        try output.show(PrintedBacktest(record)) { _ in BacktestPage(record, words).text }
    }
}

/// A backtest as programs read it.
private struct PrintedBacktest: Encodable {
    let id: BacktestRecord.ID
    let number: Int
    let result: BacktestResult
    let beatsNaive: Bool

    init(_ record: BacktestRecord) {
        id = record.id
        number = record.number
        result = record.result
        beatsNaive = record.result.report.beatsNaive
    }
}
