import Domain
import Store

extension JobHandler {
    /// Runs a backtest of a company. A company without enough orders has none; that is no failure of the schedule.
    static let runBacktest = JobHandler.on(.runBacktest) { job, context in
        do {
            let record = try await BacktestRun(context).run(job.period) { done in
                context.report(done: done, total: BacktestRun.steps)
            }
            try context.report(result: BacktestSummary(record))
            return .done
        } catch let error as BacktestError {
            guard job.period == BacktestPeriod() else { return .discard(reason: error.message) }
            try context.report(result: ["reason": error.message])
            return .done
        }
    }
}

/// What the operation of a backtest answers with.
private struct BacktestSummary: Encodable {
    let backtestID: BacktestRecord.ID
    let number: Int
    let beatsNaive: Bool

    init(_ record: BacktestRecord) {
        backtestID = record.id
        number = record.number
        beatsNaive = record.result.report.beatsNaive
    }
}
