/// What to expect of a customer, in steps: fine enough to rank by, and coarse enough that new models seldom change it.
///
/// It stands for the day of the models, or for that of the last purchase where the customer bought since: nothing else
/// changes it from night to night. The exact forecast from today on is a ``CustomerForecast``.
public struct CustomerExpectation: Hashable, Sendable {
    /// Probability that the customer has not left, in percent, rounded down to a multiple of five; nil where a rule
    /// speaks, which has none.
    public let alivePercent: Int?
    /// Orders within 365 days of that day.
    public let ordersInYear: Double
    /// Days from that day until the next order is due if the customer is alive; nil where none is expected within ten years.
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
            alivePercent: alive.map { Int($0 * 100) / 5 * 5 },
            ordersInYear: Self.hundredths(ordersInYear),
            nextOrderDays: nextOrderDays.map { Int(Self.preferred(Int64($0))) },
            lifetimeMinor: Self.preferred(lifetimeMinor)
        )
    }

    /// A preferred number of hundredths.
    private static func hundredths(_ value: Double) -> Double {
        Double(preferred(Int64((min(value, 1e12) * 100).rounded()))) / 100
    }

    /// The E24 series of IEC 60063, in tenths.
    private static let series: [Int64] = [
        10, 11, 12, 13, 15, 16, 18, 20, 22, 24, 27, 30, 33, 36, 39, 43, 47, 51, 56, 62, 68, 75, 82, 91,
    ]

    /// The nearest preferred number to a whole number of at least 0, at most 8 % away; one digit alone stays.
    private static func preferred(_ value: Int64) -> Int64 {
        guard value >= 10 else { return value }
        var unit: Int64 = 1
        while value / unit >= 100 { unit *= 10 }
        let place = series.lastIndex { $0 * unit <= value } ?? 0
        let below = series[place] * unit
        let next = place + 1 < series.count ? series[place + 1] : 100
        let (above, overflow) = next.multipliedReportingOverflow(by: unit)
        return overflow || value - below < above - value ? below : above
    }
}
