import CoreMetrics
import Synchronization

/// One metric and what it stands at.
protocol Metric: AnyObject, Sendable {
    /// Prometheus's word for the kind.
    var type: String { get }
    /// The lines of its values.
    func lines(_ name: MetricName) -> String
}

/// A number that only grows.
final class Counted: Metric, CounterHandler {
    private let total = Atomic<Int64>(0)
    let type = "counter"

    func increment(by amount: Int64) { total.wrappingAdd(amount, ordering: .relaxed) }
    func reset() { total.store(0, ordering: .relaxed) }
    func lines(_ name: MetricName) -> String { name.line("", "", String(total.load(ordering: .relaxed))) }
}

/// A number that goes up and down.
final class Gauged: Metric, MeterHandler, RecorderHandler {
    private let value = Mutex(0.0)
    let type = "gauge"

    func set(_ new: Int64) { set(Double(new)) }
    func set(_ new: Double) { value.withLock { $0 = new } }
    func increment(by amount: Double) { value.withLock { $0 += amount } }
    func decrement(by amount: Double) { value.withLock { $0 -= amount } }
    func record(_ new: Int64) { set(Double(new)) }
    func record(_ new: Double) { set(new) }
    func lines(_ name: MetricName) -> String { name.line("", "", "\(value.withLock { $0 })") }
}

/// How many values were at most each bound, their number and their sum.
final class Distributed: Metric, TimerHandler, RecorderHandler {
    private static let bounds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300]
    private let state = Mutex((counts: [Int](repeating: 0, count: bounds.count), sum: 0.0, count: 0))
    let type = "histogram"

    func recordNanoseconds(_ duration: Int64) { record(Double(duration) / 1_000_000_000) }
    func record(_ value: Int64) { record(Double(value)) }

    func record(_ value: Double) {
        state.withLock { state in
            if let bucket = Self.bounds.firstIndex(where: { value <= $0 }) { state.counts[bucket] += 1 }
            state.sum += value
            state.count += 1
        }
    }

    func lines(_ name: MetricName) -> String {
        let (counts, sum, count) = state.withLock { $0 }
        var lines = ""
        var below = 0
        for (bound, inside) in zip(Self.bounds, counts) {
            below += inside
            lines += name.line("_bucket", "le=\"\(bound)\"", String(below))
        }
        lines += name.line("_bucket", "le=\"+Inf\"", String(count))
        return lines + name.line("_sum", "", "\(sum)") + name.line("_count", "", String(count))
    }
}
