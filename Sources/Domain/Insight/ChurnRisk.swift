/// How likely a customer has left.
public enum ChurnRisk: String, Hashable, Sendable, Codable, CaseIterable {
    /// Alive with at least 70 %.
    case low
    /// Alive with at least 40 %.
    case medium
    /// Alive with at least 10 %.
    case high
    /// Alive with less than 10 %, or less than one order expected in twenty years.
    case gone

    /// Orders within a year below which a customer is gone, however alive: who bought once counts as alive for ever
    /// under the BG/NBD.
    public static let leastOrdersInYear = 0.05

    /// The class of a customer on a day. Where a rule speaks, silence decides: up to 1.5, 2 and 6 of the own mean gaps
    /// (at least a week), and for who bought once up to 90, 180 and 365 days.
    public init(of figures: PurchaseFigures, _ expectation: CustomerExpectation, on day: CalendarDate) {
        guard let alive = expectation.alivePercent else {
            self = .ruled(figures, on: day)
            return
        }
        switch alive {
        case _ where expectation.ordersInYear < Self.leastOrdersInYear: self = .gone
        case 70...: self = .low
        case 40...: self = .medium
        case 10...: self = .high
        default: self = .gone
        }
    }

    /// The days on which silence begins to be another class.
    static func steps(of figures: PurchaseFigures, _ expectation: CustomerExpectation) -> [CalendarDate] {
        guard expectation.alivePercent == nil else { return [] }
        return bounds(of: figures).map { figures.lastOn.adding(days: Int($0) + 1) }
    }

    private static func ruled(_ figures: PurchaseFigures, on day: CalendarDate) -> Self {
        let silence = Double(figures.recencyDays(on: day))
        return [low, medium, high, gone][bounds(of: figures).count { silence > $0 }]
    }

    /// Days of silence after which the class is the next one.
    private static func bounds(of figures: PurchaseFigures) -> [Double] {
        guard figures.frequency > 0 else { return [90, 180, 365] }
        let gap = Double(figures.firstOn.days(until: figures.lastOn)) / Double(figures.frequency)
        return [1.5, 2, 6].map { $0 * max(gap, 7) }
    }
}
