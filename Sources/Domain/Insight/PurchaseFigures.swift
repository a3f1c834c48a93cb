/// Recency, frequency and monetary value of one customer. Several orders of one day count as one purchase day.
///
/// Nothing here depends on the day of scoring, so a customer without new orders keeps equal figures; what does depend
/// on it is computed on reading (``recencyDays(on:)``, ``tenureDays(on:)``).
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
    /// The customer's own rhythm; nil below three purchase days.
    public let rhythm: PurchaseRhythm?

    /// Figures that were computed before.
    public init(
        orderCount: Int,
        orderDays: Int,
        firstOn: CalendarDate,
        lastOn: CalendarDate,
        totalMinor: Int64,
        rhythm: PurchaseRhythm?
    ) {
        self.orderCount = orderCount
        self.orderDays = orderDays
        self.firstOn = firstOn
        self.lastOn = lastOn
        self.totalMinor = totalMinor
        self.rhythm = rhythm
    }

    /// The figures of a history; nil where it has no order.
    public init?(_ history: PurchaseHistory) {
        var days = history.dayNumbers
        if !days.isAscending { days.sort() }
        var gaps: [Int32] = []
        gaps.reserveCapacity(days.count)
        for position in days.indices.dropFirst() where days[position] != days[position - 1] {
            gaps.append(days[position] - days[position - 1])
        }
        guard let first = days.first.flatMap({ CalendarDate(dayNumber: Int($0)) }) else { return nil }
        guard let last = days.last.flatMap({ CalendarDate(dayNumber: Int($0)) }) else { return nil }
        self.init(
            orderCount: days.count,
            orderDays: gaps.count + 1,
            firstOn: first,
            lastOn: last,
            totalMinor: history.totalMinor,
            rhythm: PurchaseRhythm(gaps: gaps)
        )
    }

    /// Repeat purchase days: purchase days less the first.
    public var frequency: Int { orderDays - 1 }

    /// The sum by purchase days, in minor units, rounded half away from zero.
    public var averageMinor: Int64 {
        let (quotient, rest) = totalMinor.quotientAndRemainder(dividingBy: Int64(orderDays))
        return rest.magnitude * 2 >= UInt64(orderDays) ? quotient + totalMinor.signum() : quotient
    }

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
