public import CoreMetrics
import Synchronization

/// Keeps the process's metrics and writes them in the Prometheus text format.
///
/// No backend of swift-metrics is among our packages; this one has what we use: counters, gauges and histograms.
public final class MetricsRegistry: MetricsFactory {
    private struct State {
        var metrics: [MetricName: any Metric] = [:]
        /// The same by what their callers said, which spares most calls the look at every character.
        var asked: [Asked: any Metric] = [:]
    }

    private struct Asked: Hashable {
        let label: String
        let dimensions: [String]
    }

    private let state = Mutex(State())

    /// An empty registry.
    public init() {}

    /// A registry that keeps the metrics of the whole process; once in its life.
    public static func bootstrap() -> MetricsRegistry {
        let registry = MetricsRegistry()
        MetricsSystem.bootstrap(registry)
        return registry
    }

    private func metric<Kind: Metric>(_ label: String, _ dimensions: [(String, String)], _ make: () -> Kind) -> Kind {
        let asked = Asked(label: label, dimensions: dimensions.flatMap { [$0.0, $0.1] })
        return state.withLock { state in
            if let known = state.asked[asked] as? Kind { return known }
            let name = MetricName(label: label, dimensions: dimensions)
            let metric = state.metrics[name] as? Kind ?? make()
            state.metrics[name] = metric
            state.asked[asked] = metric
            return metric
        }
    }

    /// A number that only grows.
    public func makeCounter(label: String, dimensions: [(String, String)]) -> any CounterHandler {
        metric(label, dimensions) { Counted() }
    }

    /// A number that goes up and down.
    public func makeMeter(label: String, dimensions: [(String, String)]) -> any MeterHandler {
        metric(label, dimensions) { Gauged() }
    }

    /// A distribution, or without `aggregate` the last value.
    public func makeRecorder(label: String, dimensions: [(String, String)], aggregate: Bool) -> any RecorderHandler {
        aggregate ? metric(label, dimensions) { Distributed() } : metric(label, dimensions) { Gauged() }
    }

    /// A distribution of durations, in seconds.
    public func makeTimer(label: String, dimensions: [(String, String)]) -> any TimerHandler {
        metric(label, dimensions) { Distributed() }
    }

    /// Metrics live as long as the process.
    public func destroyCounter(_ handler: any CounterHandler) {}
    /// Metrics live as long as the process.
    public func destroyMeter(_ handler: any MeterHandler) {}
    /// Metrics live as long as the process.
    public func destroyRecorder(_ handler: any RecorderHandler) {}
    /// Metrics live as long as the process.
    public func destroyTimer(_ handler: any TimerHandler) {}

    /// Everything, in the Prometheus text format 0.0.4.
    public var text: String {
        let known = state.withLock { $0.metrics }
        var lines = ""
        var lastLabel = ""
        for (name, metric) in known.sorted(by: { $0.key < $1.key }) {
            if name.label != lastLabel { lines += "# TYPE \(name.label) \(metric.type)\n" }
            lastLabel = name.label
            lines += metric.lines(name)
        }
        return lines
    }
}

/// What tells one metric from another: label and dimensions, in the characters that Prometheus allows.
struct MetricName: Hashable, Comparable {
    let label: String
    /// `operation="getCompany",status="2xx"`, in the order of the names.
    let dimensions: String

    init(label: String, dimensions: [(String, String)]) {
        self.label = Self.allowed(label)
        self.dimensions = dimensions.sorted { $0.0 < $1.0 }
            .map { "\(Self.allowed($0.0))=\(LogLines.quoted($0.1))" }
            .joined(separator: ",")
    }

    static func < (left: Self, right: Self) -> Bool {
        (left.label, left.dimensions) < (right.label, right.dimensions)
    }

    /// The line of one value, with one more dimension where there is one.
    func line(_ suffix: String, _ more: String, _ value: String) -> String {
        let all = [dimensions, more].filter { !$0.isEmpty }.joined(separator: ",")
        return "\(label)\(suffix)\(all.isEmpty ? "" : "{\(all)}") \(value)\n"
    }

    private static func allowed(_ name: String) -> String {
        String(name.map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "_" })
    }
}
