/// Foretells a past period from the time before, and compares with what came.
///
/// The protocol of Fader, Hardie and Lee (2005): customers who bought in the calibration period, their
/// repeat purchase days, weekly tracking.
public struct Backtest: Sendable {
    private struct Customer {
        let pattern: PurchasePattern
        let actual: Int
        let lastPeriod: Int
    }

    private let window: BacktestWindow
    private let customers: [Customer]
    /// How many customers began on each day.
    private let beginnings: [Int32: Int]
    /// Repeat purchase days of all customers, ascending.
    private let repeatDays: [Int32]

    /// The purchase days of each customer as day numbers, in any order; a day may repeat and counts once. Customers
    /// without a purchase in the calibration, and days after the holdout, are left out.
    public init(purchaseDays: some Sequence<[Int32]>, window: BacktestWindow) {
        var (customers, beginnings, repeatDays) = ([Customer](), [Int32: Int](), [Int32]())
        for days in purchaseDays {
            guard let pattern = PurchasePattern(purchaseDays: days, through: window.calibrationEnd) else { continue }
            let known = Set(days.lazy.filter { $0 <= window.holdoutEnd })
            guard let first = known.min() else { continue }
            let repeats = known.filter { $0 > first }
            let start = Int(window.calibrationEnd) - window.holdoutDays
            customers.append(
                Customer(
                    pattern: pattern,
                    actual: repeats.count { $0 > window.calibrationEnd },
                    lastPeriod: repeats.count { $0 <= window.calibrationEnd && Int($0) > start }
                )
            )
            beginnings[first, default: 0] += 1
            repeatDays += repeats
        }
        self.window = window
        self.customers = customers.sorted {
            $0.pattern == $1.pattern ? $0.actual < $1.actual : $0.pattern < $1.pattern
        }
        self.beginnings = beginnings
        self.repeatDays = repeatDays.sorted()
    }

    /// The patterns at the end of the calibration: what a model has to be fitted to.
    public var sample: PurchaseSample { PurchaseSample(customers.lazy.map(\.pattern)) }

    /// How a model that was fitted to the sample, and the naive forecasts, fare in the holdout; nil where nobody bought in
    /// the calibration. Without a model only the naive forecasts are in it.
    public func report(of model: BetaGeometricModel?) -> BacktestReport? {
        guard !customers.isEmpty else { return nil }
        let actual = customers.map(\.actual)
        let time = Double(window.holdoutDays)
        func error(_ forecast: (Customer) -> Double) -> ForecastError {
            ForecastError(forecasts: customers.map(forecast), actual: actual)
        }
        return BacktestReport(
            customers: customers.count,
            actualOrders: actual.reduce(0, +),
            model: model.map { model in error { model.expectedOrders(within: time, $0.pattern) } },
            sameAsLastPeriod: error { Double($0.lastPeriod) },
            ownRhythm: error { OwnRhythm.expectedOrders(within: time, $0.pattern) },
            intervalCoverage: model.map(coverage),
            tracking: tracking(model),
            deciles: model.map(deciles) ?? []
        )
    }

    private func coverage(_ model: BetaGeometricModel) -> Double {
        let time = Double(window.holdoutDays)
        let inside = customers.count { model.orderInterval(within: time, $0.pattern).contains($0.actual) }
        return Double(inside) / Double(customers.count)
    }

    private func tracking(_ model: BetaGeometricModel?) -> [TrackingPoint] {
        guard let first = beginnings.keys.min() else { return [] }
        let starts = beginnings.sorted { $0.key < $1.key }
        var expectations: [Int32: Double] = [:]
        func expected(_ age: Int32, _ model: BetaGeometricModel) -> Double {
            if let known = expectations[age] { return known }
            let value = model.expectedRepeats(within: Double(age))
            expectations[age] = value
            return value
        }
        var (points, counted) = ([TrackingPoint](), 0)
        for day in Array(stride(from: first, to: window.holdoutEnd, by: 7).dropFirst()) + [window.holdoutEnd] {
            while counted < repeatDays.count, repeatDays[counted] <= day { counted += 1 }
            let sum = model.map { model in
                starts.reduce(0) { $1.key < day ? $0 + Double($1.value) * expected(day - $1.key, model) : $0 }
            }
            points.append(TrackingPoint(day: day, actual: counted, expected: sum))
        }
        return points
    }

    private func deciles(_ model: BetaGeometricModel) -> [AliveDecile] {
        let alive = customers.map { model.probabilityAlive($0.pattern) }
        // Customers stand in the order of their patterns, which breaks ties.
        let order = customers.indices.sorted { (alive[$0], $0) < (alive[$1], $1) }
        let time = Double(window.holdoutDays)
        return (0..<10).compactMap { tenth in
            let members = order[(order.count * tenth / 10)..<(order.count * (tenth + 1) / 10)]
            guard !members.isEmpty else { return nil }
            func mean(_ value: (Int) -> Double) -> Double {
                members.reduce(0) { $0 + value($1) } / Double(members.count)
            }
            return AliveDecile(
                customers: members.count,
                probabilityAlive: mean { alive[$0] },
                expectedShare: mean { model.probabilityOfOrder(within: time, customers[$0].pattern) },
                actualShare: mean { customers[$0].actual > 0 ? 1 : 0 }
            )
        }
    }
}
