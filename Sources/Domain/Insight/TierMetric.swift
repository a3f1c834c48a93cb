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
    /// Orders that the models expect within 365 days.
    case expectedOrders = "expected_orders"
    /// Margin on the discounted orders that the models expect over the company's horizon, in minor units.
    case lifetimeValue = "lifetime_value"
    /// Probability that the customer has not left, in percent; 0 where a rule speaks, which has none.
    case probabilityAlive = "probability_alive"

    /// How many units of ``value(of:_:on:)`` are one: values are ranked as whole numbers.
    public var scale: Double { self == .expectedOrders ? 1000 : 1 }

    /// Whether it is an amount in minor units.
    public var isMoney: Bool { self == .monetary || self == .average || self == .lifetimeValue }

    /// The value that is ranked and compared, ``scale`` times; more is better.
    public func value(of customer: RankingBasis, on day: CalendarDate) -> Int64 {
        switch self {
        case .monetary: customer.totalMinor
        case .average: customer.totalMinor.dividedRounding(by: Int64(customer.orderDays))
        case .frequency: Int64(customer.orderDays - 1)
        case .orderCount: Int64(customer.orderCount)
        case .recency: -Int64(customer.lastOn.days(until: day))
        case .expectedOrders: Int64((min(customer.ordersInYear, 1e12) * scale).rounded())
        case .lifetimeValue: customer.lifetimeMinor
        case .probabilityAlive: Int64(customer.alivePercent ?? 0)
        }
    }
}
