/// What somebody asks a backtest to foretell; what they leave open follows from the orders.
public struct BacktestPeriod: Hashable, Sendable, Codable {
    /// Last day of the calibration; nil is a third of the history before the end of the holdout, at most 365 days.
    public let calibrationEnd: CalendarDate?
    /// Last day of the holdout; nil is the day of the last order.
    public let holdoutEnd: CalendarDate?

    private static let longestHoldout = 365

    /// A period to foretell.
    public init(calibrationEnd: CalendarDate? = nil, holdoutEnd: CalendarDate? = nil) {
        self.calibrationEnd = calibrationEnd
        self.holdoutEnd = holdoutEnd
    }

    /// The two periods for customers with these purchase days; days after `today` are not known yet and do not count.
    public func window(of purchaseDays: some Sequence<[Int32]>, through today: Int32) throws(BacktestError)
        -> BacktestWindow
    {
        var (first, last): (Int32, Int32) = (.max, .min)
        for day in purchaseDays.lazy.joined() where day <= today { (first, last) = (min(first, day), max(last, day)) }
        guard first < last else { throw .tooLittleHistory }
        let end = holdoutEnd.map { Int32($0.dayNumber) } ?? last
        let third = min((Int(end) - Int(first)) / 3, Self.longestHoldout)
        let start = calibrationEnd.map { Int32($0.dayNumber) } ?? end - Int32(max(third, 1))
        guard start >= first else { throw .tooLittleHistory }
        guard end <= today, let window = BacktestWindow(calibrationEnd: start, holdoutEnd: end) else {
            throw .emptyHoldout
        }
        return window
    }
}
