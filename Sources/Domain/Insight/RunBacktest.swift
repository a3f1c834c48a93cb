/// Foretells a past period of a company from the time before, and keeps what came of it.
public struct RunBacktest: Codable, Sendable, Hashable {
    /// What to foretell.
    public let period: BacktestPeriod

    /// A backtest of a period.
    public init(_ period: BacktestPeriod = BacktestPeriod()) {
        self.period = period
    }
}

extension JobKind where Payload == RunBacktest {
    /// Monthly, and on demand.
    public static let runBacktest = JobKind(
        "insight.run_backtest",
        queue: .bulk,
        perCompany: 1,
        uniqueKey: { job in
            [job.period.calibrationEnd, job.period.holdoutEnd].map { $0?.description ?? "open" }.joined(separator: " ")
        }
    )
}
