/// Two adjoining periods: what is known, and what is to be foretold. Days are day numbers since 1970-01-01.
public struct BacktestWindow: Hashable, Sendable {
    /// Last day of the calibration.
    public let calibrationEnd: Int32
    /// Last day of the holdout, which begins the day after the calibration ends.
    public let holdoutEnd: Int32

    /// A window; nil unless the holdout has a day, and at most 36,500.
    public init?(calibrationEnd: Int32, holdoutEnd: Int32) {
        guard holdoutEnd > calibrationEnd, Int(holdoutEnd) - Int(calibrationEnd) <= 36_500 else { return nil }
        self.calibrationEnd = calibrationEnd
        self.holdoutEnd = holdoutEnd
    }

    /// Days of the holdout, at least 1.
    public var holdoutDays: Int { Int(holdoutEnd - calibrationEnd) }
}
