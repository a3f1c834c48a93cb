public import Domain

/// Runs backtests: reads in one transaction, computes in none, keeps in another.
public struct BacktestRun: Sendable {
    /// Reading, computing and keeping: the steps that `progress` is told of.
    public static let steps = 3

    private let access: any CompanyAccess

    /// Backtests of the company that is reached this way.
    public init(_ access: any CompanyAccess) {
        self.access = access
    }

    /// Foretells a period and keeps the result.
    ///
    /// - Parameter progress: told how many of ``steps`` are done.
    /// - Throws: ``BacktestError`` where there is nothing to foretell.
    public func run(_ period: BacktestPeriod, progress: (Int) -> Void = { _ in }) async throws -> BacktestRecord {
        let (days, today) = try await access.withCompany { try await $0.purchaseDays() }
        progress(1)
        let window = try period.window(of: days, through: Int32(today.dayNumber))
        guard let result = await BacktestResult(purchaseDays: days, window: window) else {
            throw BacktestError.tooLittleHistory
        }
        progress(2)
        let record = try await access.withCompany { try await $0.insertBacktest(result) }
        progress(Self.steps)
        return record
    }
}
