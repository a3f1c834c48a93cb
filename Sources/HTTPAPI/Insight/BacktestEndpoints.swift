import Domain
import Hummingbird
import Store

/// Forecasts judged by a past period.
enum BacktestEndpoints {
    static let all: [Endpoint] = [
        .post(
            "backtests",
            "startBacktest",
            "Foretell a past period from the time before, and compare with what came",
            status: .accepted
        ) { (input: NewBacktest, scope) in
            try await OperationBody(scope.company.startOperation(.runBacktest, RunBacktest(input.period)))
        },
        .list("backtests", "listBacktests", "Backtests, newest first") { scope in
            let slice = try scope.slice(after: Int.self)
            let rows = try await scope.company.backtests(below: slice.after, limit: slice.fetch)
            return try scope.page(rows, slice, key: \.number) { BacktestBody($0, language: scope.language) }
        },
        .get("backtests/:id", "getBacktest", "One backtest with its curves") { scope in
            try await scope.company.backtest(scope.id()).map {
                BacktestDetailBody($0, language: scope.language)
            }
        },
    ]
}
