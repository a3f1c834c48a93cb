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

    private static func ruled(_ figures: PurchaseFigures, on day: CalendarDate) -> Self {
        let silence = Double(figures.recencyDays(on: day))
        let gap = Double(figures.firstOn.days(until: figures.lastOn)) / Double(max(figures.frequency, 1))
        let bounds = figures.frequency == 0 ? [90, 180, 365] : [1.5, 2, 6].map { $0 * max(gap, 7) }
        return [low, medium, high, gone][bounds.count { silence > $0 }]
    }
}
