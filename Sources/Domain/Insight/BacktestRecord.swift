public import FoundationEssentials

/// One backtest of a company, kept: its figures never change.
public struct BacktestRecord: Hashable, Sendable {
    /// The id of a backtest.
    public typealias ID = Identifier<BacktestRecord>

    /// Its id.
    public let id: ID
    /// Counts the backtests of the company, from 1.
    public let number: Int
    /// What it found.
    public let result: BacktestResult
    /// When it was kept.
    public let finishedAt: Date

    /// A backtest as it is kept.
    public init(id: ID, number: Int, result: BacktestResult, finishedAt: Date) {
        self.id = id
        self.number = number
        self.result = result
        self.finishedAt = finishedAt
    }
}
