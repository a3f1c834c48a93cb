/// The figure that decides a customer's tier.
public enum TierMetric: String, Hashable, Sendable, Codable, CaseIterable {
    /// Sum of all amounts, in minor units.
    case monetary
    /// Sum by purchase days, in minor units.
    case average
    /// Repeat purchase days.
    case frequency
    /// Orders.
    case orderCount = "order_count"
    /// Days since the last purchase: fewer are better, so the value is negative.
    case recency

    /// The value that is ranked and compared; more is better.
    public func value(of figures: PurchaseFigures, on day: CalendarDate) -> Int64 {
        switch self {
        case .monetary: figures.totalMinor
        case .average: figures.averageMinor
        case .frequency: Int64(figures.frequency)
        case .orderCount: Int64(figures.orderCount)
        case .recency: -Int64(figures.recencyDays(on: day))
        }
    }
}
