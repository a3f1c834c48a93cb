/// Why there is nothing to foretell.
public enum BacktestError: DomainError, Equatable {
    /// No order lies in the calibration, or none behind the first day.
    case tooLittleHistory
    /// The holdout ends before it begins, is longer than 100 years or lies in the future.
    case emptyHoldout

    /// What kind of refusal it is.
    public var kind: DomainErrorKind {
        switch self {
        case .tooLittleHistory: .conflict
        case .emptyHoldout: .invalid
        }
    }

    /// Stable, for programs.
    public var code: String {
        switch self {
        case .tooLittleHistory: "backtest.too_little_history"
        case .emptyHoldout: "backtest.empty_holdout"
        }
    }

    /// One sentence for people.
    public var message: String {
        switch self {
        case .tooLittleHistory: "There are no orders to learn from: a backtest needs orders before the holdout begins."
        case .emptyHoldout: "The holdout begins after the calibration and ends no later than today."
        }
    }
}
