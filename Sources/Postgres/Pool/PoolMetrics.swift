internal import Metrics

/// What a pool tells about itself. Durations are in nanoseconds, as swift-metrics has them.
struct PoolMetrics: Sendable {
    private let name: String
    private let inUse: Gauge
    private let waiting: Gauge
    private let wait: Metrics.Timer
    private let opened: Counter

    init(pool name: String) {
        self.name = name
        let dimensions = [("pool", name)]
        inUse = Gauge(label: "postgres_connections_in_use", dimensions: dimensions)
        waiting = Gauge(label: "postgres_connections_waiting", dimensions: dimensions)
        wait = Metrics.Timer(label: "postgres_connection_wait", dimensions: dimensions)
        opened = Counter(label: "postgres_connections_opened", dimensions: dimensions)
    }

    func record<Connection>(_ book: PoolBook<Connection>) {
        inUse.record(book.inUse)
        waiting.record(book.waiters.count)
    }

    func recordWait(since start: Deadline) {
        wait.recordNanoseconds(Int64(clamping: Deadline.now.nanoseconds - start.nanoseconds))
    }

    func recordOpened() {
        opened.increment()
    }

    /// The reason is one of few words, so that it can be a dimension.
    func recordDiscarded(_ reason: String) {
        Counter(label: "postgres_connections_discarded", dimensions: [("pool", name), ("reason", reason)]).increment()
    }
}
