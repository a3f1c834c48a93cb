/// What to expect of a customer, in two digits: enough to rank by, and coarse enough that a night without orders seldom
/// changes it. The exact forecast is a ``CustomerForecast``.
public struct CustomerExpectation: Hashable, Sendable {
    /// Probability that the customer has not left, in percent; nil where a rule speaks, which has none.
    public let alivePercent: Int?
    /// Orders within 365 days.
    public let ordersInYear: Double
    /// Days until the next order is due if the customer is alive; nil where none is expected within ten years.
    public let nextOrderDays: Int?
    /// Margin on the discounted orders over the company's horizon, in minor units.
    public let lifetimeMinor: Int64

    /// Nothing at all.
    static let nothing = CustomerExpectation(alivePercent: nil, ordersInYear: 0, nextOrderDays: nil, lifetimeMinor: 0)

    /// An expectation that was computed before.
    public init(alivePercent: Int?, ordersInYear: Double, nextOrderDays: Int?, lifetimeMinor: Int64) {
        self.alivePercent = alivePercent
        self.ordersInYear = ordersInYear
        self.nextOrderDays = nextOrderDays
        self.lifetimeMinor = lifetimeMinor
    }

    /// Rounds exact numbers: a probability from 0 to 1, orders, days and minor units, all at least 0.
    init(alive: Double?, ordersInYear: Double, nextOrderDays: Int?, lifetimeMinor: Int64) {
        self.init(
            alivePercent: alive.map { Int(($0 * 100).rounded()) },
            ordersInYear: Self.hundredths(ordersInYear),
            nextOrderDays: nextOrderDays.map { Int(Self.twoDigits(Int64($0))) },
            lifetimeMinor: Self.twoDigits(lifetimeMinor)
        )
    }

    /// Two digits, but nothing below a hundredth.
    private static func hundredths(_ value: Double) -> Double {
        Double(twoDigits(Int64((min(value, 1e12) * 100).rounded()))) / 100
    }

    /// A whole number of at least 0 with its first two digits only, rounded.
    static func twoDigits(_ value: Int64) -> Int64 {
        var unit: Int64 = 1
        while value / unit >= 100 { unit *= 10 }
        let below = value / unit * unit
        let (above, overflow) = below.addingReportingOverflow(unit)
        return value - below < unit - unit / 2 || overflow ? below : above
    }
}
