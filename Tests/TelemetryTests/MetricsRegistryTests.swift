import CoreMetrics
import Testing

@testable import Telemetry

@Suite struct MetricsRegistryTests {
    private let registry = MetricsRegistry()

    @Test func `a counter is shown with its dimensions in order`() {
        let counter = registry.makeCounter(label: "jobs.done", dimensions: [("kind", "a\"b"), ("company", "x")])
        counter.increment(by: 2)
        counter.increment(by: 1)
        #expect(registry.text == "# TYPE jobs_done counter\njobs_done{company=\"x\",kind=\"a\\\"b\"} 3\n")
    }

    @Test func `the same label and dimensions are the same metric`() {
        registry.makeCounter(label: "n", dimensions: []).increment(by: 1)
        registry.makeCounter(label: "n", dimensions: []).increment(by: 1)
        #expect(registry.text == "# TYPE n counter\nn 2\n")
    }

    @Test func `a gauge shows its last value`() {
        let gauge = registry.makeMeter(label: "depth", dimensions: [])
        gauge.set(5.0)
        gauge.decrement(by: 1.5)
        #expect(registry.text == "# TYPE depth gauge\ndepth 3.5\n")
    }

    @Test func `a timer is a histogram in seconds`() {
        let timer = registry.makeTimer(label: "took", dimensions: [("to", "x")])
        timer.recordNanoseconds(2_000_000)
        timer.recordNanoseconds(700_000_000_000)
        let lines = registry.text.split(separator: "\n")
        #expect(lines.first == "# TYPE took histogram")
        #expect(lines.contains("took_bucket{to=\"x\",le=\"0.001\"} 0"))
        #expect(lines.contains("took_bucket{to=\"x\",le=\"0.0025\"} 1"))
        #expect(lines.contains("took_bucket{to=\"x\",le=\"+Inf\"} 2"))
        #expect(lines.contains("took_count{to=\"x\"} 2"))
    }

    @Test(arguments: [("a\"b\\c\nd\u{1}", #""a\"b\\c\nd\u0001""#), ("王", "\"王\"")])
    func `log values are JSON strings`(text: String, expected: String) {
        #expect(LogLines.quoted(text) == expected)
    }
}
