import Domain
import FoundationEssentials

/// Times the mathematics of the forecasts for scripts/bench-insight, without a database: `insight-bench FILE` reads lines
/// of repeats, recency, age (days) and repeat value (minor units), and prints the seconds of a fit and of all figures of
/// every customer, the best of five.
@main enum InsightBench {
    static func main() throws {
        guard let path = CommandLine.arguments.dropFirst().first else { throw CocoaError(.fileNoSuchFile) }
        let text = try String(contentsOfFile: path, encoding: .utf8)
        let customers = text.split(separator: "\n").compactMap(summary)
        let patterns = customers.map(\.pattern)
        let fit = best { BetaGeometricModel.fit(PurchaseSample(patterns))?.model }
        guard let model = fit.value else { throw CocoaError(.fileReadCorruptFile) }
        let score = best { figures(of: customers, by: model) }
        print("fit \(fit.seconds)\nscore \(score.seconds)\ncustomers \(customers.count)")
        print("orders \(score.value.orders)\nvalue \(score.value.value)")
    }

    /// The sums of the orders expected in 90 days and of the lifetime values: what is printed cannot be optimised away.
    private static func figures(
        of customers: [PurchaseSummary],
        by model: BetaGeometricModel
    ) -> (orders: Double, value: Double) {
        let (sample, positions) = PurchaseSample.grouping(customers.map(\.pattern))
        let forecasts = OrderForecaster(model, from: .fitted, terms: .standard).forecasts(sample)
        let value = ValueForecaster(
            GammaGammaModel(p: 6.25, q: 3.74, gamma: 1544),
            from: .fitted,
            meanValue: 3500,
            terms: .standard
        )
        let (soon, discounted) = (forecasts.map(\.horizons[1].expected), forecasts.map(\.discountedOrders))
        var (orders, sum) = (0.0, 0.0)
        for (customer, position) in zip(customers, positions) {
            orders += soon[position]
            sum += Double(value.forecast(customer, discountedOrders: discounted[position]).lifetimeValueMinor)
        }
        return (orders, sum)
    }

    private static func summary(_ line: Substring) -> PurchaseSummary? {
        let cells = line.split(separator: ",")
        guard cells.count == 4, let repeats = Int(cells[0]), let recency = Double(cells[1]) else { return nil }
        guard let age = Double(cells[2]), let value = Int64(cells[3]) else { return nil }
        return PurchasePattern(repeats: repeats, recency: recency, age: age)
            .map { PurchaseSummary(pattern: $0, repeatValueMinor: value) }
    }

    private static func best<Value>(_ work: () -> Value) -> (value: Value, seconds: Double) {
        let clock = ContinuousClock()
        let runs = (0..<5).map { _ in
            var value: Value?
            let time = clock.measure { value = work() }
            return (value: value, seconds: Double(time.components.attoseconds) / 1e18 + Double(time.components.seconds))
        }
        let fastest = runs.min { $0.seconds < $1.seconds }
        guard let fastest, let value = fastest.value else { preconditionFailure("five runs have a fastest") }
        return (value, fastest.seconds)
    }
}
