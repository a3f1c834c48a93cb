/// Recency, frequency and monetary value of one customer. Several orders of one day count as one purchase day; a refund
/// lowers the value and is no purchase (an order for nothing is one).
///
/// Nothing here depends on the day of scoring, so a customer without new orders keeps equal figures; what does depend
/// on it is computed on reading (``recencyDays(on:)``, ``tenureDays(on:)``, ``summary(on:)``).
public struct PurchaseFigures: Hashable, Sendable {
    /// Orders, at least 1.
    public let orderCount: Int
    /// Days with at least one order, at least 1.
    public let orderDays: Int
    /// First purchase day.
    public let firstOn: CalendarDate
    /// Last purchase day.
    public let lastOn: CalendarDate
    /// Sum of all amounts in minor units, refunds subtracted.
    public let totalMinor: Int64
    /// Sum of what is dated after the first purchase day, refunds subtracted, in minor units.
    public let repeatMinor: Int64
    /// The customer's own rhythm; nil below three purchase days.
    public let rhythm: PurchaseRhythm?
    /// How fast the customer buys in the later half of the gaps between purchase days, in percent of the earlier half
    /// (200: twice as fast), at most 10,000; nil below five purchase days.
    public let pacePercent: Int?

    /// Figures that were computed before.
    public init(
        orderCount: Int,
        orderDays: Int,
        firstOn: CalendarDate,
        lastOn: CalendarDate,
        totalMinor: Int64,
        repeatMinor: Int64,
        rhythm: PurchaseRhythm?,
        pacePercent: Int?
    ) {
        self.orderCount = orderCount
        self.orderDays = orderDays
        self.firstOn = firstOn
        self.lastOn = lastOn
        self.totalMinor = totalMinor
        self.repeatMinor = repeatMinor
        self.rhythm = rhythm
        self.pacePercent = pacePercent
    }

    /// The figures of a history; nil where it has no purchase.
    public init?(_ history: PurchaseHistory) {
        let hasRefund = history.amounts.contains { $0 < 0 }
        var days = history.dayNumbers
        if hasRefund { days = zip(history.dayNumbers, history.amounts).filter { $0.1 >= 0 }.map(\.0) }
        if !days.isAscending { days.sort() }
        var gaps: [Int32] = []
        gaps.reserveCapacity(days.count)
        for position in days.indices.dropFirst() where days[position] != days[position - 1] {
            gaps.append(days[position] - days[position - 1])
        }
        guard let start = days.first, let first = CalendarDate(dayNumber: Int(start)) else { return nil }
        guard let last = days.last.flatMap({ CalendarDate(dayNumber: Int($0)) }) else { return nil }
        var (total, repeats): (Int64, Int64) = (0, 0)
        for (day, amount) in zip(history.dayNumbers, history.amounts) {
            total = total.addingSaturated(amount)
            if day > start { repeats = repeats.addingSaturated(amount) }
        }
        self.init(
            orderCount: days.count,
            orderDays: gaps.count + 1,
            firstOn: first,
            lastOn: last,
            totalMinor: total,
            repeatMinor: repeats,
            rhythm: PurchaseRhythm(gaps: gaps),
            pacePercent: Self.pacePercent(gaps)
        )
    }

    private static func pacePercent(_ gaps: [Int32]) -> Int? {
        guard gaps.count >= 4 else { return nil }
        let half = gaps.count / 2
        let earlier = gaps.prefix(half).reduce(0) { $0 + Int($1) }
        let later = gaps.suffix(half).reduce(0) { $0 + Int($1) }
        return min(earlier * 100 / later, 10_000)
    }

    /// What the models need to know on a day; nil before the last purchase.
    public func summary(on day: CalendarDate) -> PurchaseSummary? {
        PurchasePattern(
            repeats: frequency,
            recency: Double(firstOn.days(until: lastOn)),
            age: Double(firstOn.days(until: day))
        ).map { PurchaseSummary(pattern: $0, repeatValueMinor: repeatMinor) }
    }

    /// Repeat purchase days: purchase days less the first.
    public var frequency: Int { orderDays - 1 }

    /// The sum by purchase days, in minor units, rounded half away from zero.
    public var averageMinor: Int64 { totalMinor.dividedRounding(by: Int64(orderDays)) }

    /// Days from the last purchase to a day.
    public func recencyDays(on day: CalendarDate) -> Int { lastOn.days(until: day) }

    /// Days from the first purchase to a day.
    public func tenureDays(on day: CalendarDate) -> Int { firstOn.days(until: day) }
}

extension [Int32] {
    fileprivate var isAscending: Bool {
        var previous = Int32.min
        for day in self {
            guard day >= previous else { return false }
            previous = day
        }
        return true
    }
}
