/// When a customer counts as leaving: late against the own rhythm.
public struct ChurnRule: Hashable, Sendable, Codable {
    /// Purchase days before anybody speaks of a rhythm, at least 3.
    public let minimumOrderDays: Int
    /// How many usual gaps of silence are late, 1 to 10.
    public let lateFactor: Double
    /// Days after which an open warning without an order counts as lost, and after which no warning of a silence is raised
    /// any more, 7 to 3650.
    public let lostAfterDays: Int

    /// A rule of a policy.
    public init(minimumOrderDays: Int, lateFactor: Double, lostAfterDays: Int) {
        self.minimumOrderDays = minimumOrderDays
        self.lateFactor = lateFactor
        self.lostAfterDays = lostAfterDays
    }

    /// Three purchase days, twice the usual gap, lost after 180 days.
    public static let standard = ChurnRule(minimumOrderDays: 3, lateFactor: 2, lostAfterDays: 180)

    /// Days of silence from which the next day is late: the slow gap (nine of ten are no longer), or the usual gap so
    /// many times, whichever is longer.
    public func lateAfterDays(_ rhythm: PurchaseRhythm) -> Int {
        max(rhythm.slowDays, Int((Double(rhythm.usualDays) * lateFactor).rounded(.up)))
    }

    /// The first day on which a customer is late, if no order comes; nil without a rhythm.
    func lateDay(of figures: PurchaseFigures) -> CalendarDate? {
        guard figures.orderDays >= minimumOrderDays, let rhythm = figures.rhythm else { return nil }
        return figures.lastOn.adding(days: lateAfterDays(rhythm) + 1)
    }

    /// The lateness of a customer on a day; nil while they are in time, or have no rhythm.
    public func lateness(of figures: PurchaseFigures, on day: CalendarDate) -> Lateness? {
        guard figures.orderDays >= minimumOrderDays, let rhythm = figures.rhythm else { return nil }
        let silent = figures.recencyDays(on: day)
        let late = lateAfterDays(rhythm)
        guard silent > late else { return nil }
        return Lateness(
            lastOn: figures.lastOn,
            orderDays: figures.orderDays,
            usualDays: rhythm.usualDays,
            lateAfterDays: late,
            silentDays: silent
        )
    }

    /// The lateness of a customer to be warned of: late, not at low risk, and not yet as long as a warning stays open. Who is
    /// late and yet at low risk comes back, as a rule; the warning waits until the risk has grown. Who has been silent so
    /// long that a warning raised in time would be closed as lost is not won back by one raised now: an old history that
    /// is imported today does not fill the worklists with customers who left years ago.
    public func concern(about score: CustomerScore, on day: CalendarDate) -> Lateness? {
        guard score.risk != .low, let lateness = lateness(of: score.figures, on: day) else { return nil }
        return lateness.silentDays - lateness.lateAfterDays <= lostAfterDays ? lateness : nil
    }

    func check() throws(TierPolicyError) {
        guard (3...1000).contains(minimumOrderDays), (1...10).contains(lateFactor), (7...3650).contains(lostAfterDays)
        else {
            throw .churnRule
        }
    }

    private enum CodingKeys: String, CodingKey {
        case minimumOrderDays = "minimum_order_days"
        case lateFactor = "late_factor"
        case lostAfterDays = "lost_after_days"
    }
}

/// The numbers that say a customer is late.
public struct Lateness: Hashable, Sendable {
    /// The purchase day after which the silence began.
    public let lastOn: CalendarDate
    /// Purchase days the rhythm rests on.
    public let orderDays: Int
    /// Median gap in days.
    public let usualDays: Int
    /// Days of silence that were still in time.
    public let lateAfterDays: Int
    /// Days of silence so far.
    public let silentDays: Int

    /// Numbers that were computed before.
    public init(lastOn: CalendarDate, orderDays: Int, usualDays: Int, lateAfterDays: Int, silentDays: Int) {
        self.lastOn = lastOn
        self.orderDays = orderDays
        self.usualDays = usualDays
        self.lateAfterDays = lateAfterDays
        self.silentDays = silentDays
    }
}
