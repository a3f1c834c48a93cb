import Domain
import Metrics
import Store

/// What the queue tells about itself, by kind and company. Times are in nanoseconds, as swift-metrics has them.
enum JobMetrics {
    static func claimed(_ job: ClaimedJob) {
        Timer(label: "clientele_job_wait", dimensions: dimensions(job.lane)).recordNanoseconds(job.waited.nanoseconds)
    }

    static func ran(_ job: ClaimedJob, for time: Duration) {
        Timer(label: "clientele_job_run", dimensions: dimensions(job.lane)).recordNanoseconds(time.nanoseconds)
    }

    static func ended(_ lane: JobLane, _ ending: JobSettlement.Ending) {
        let outcome =
            switch ending {
            case .done: "done"
            case .dead: "dead"
            case .cancelled: "cancelled"
            case .again: "retry"
            case .returned: "returned"
            }
        Counter(label: "clientele_jobs_ended", dimensions: dimensions(lane) + [("outcome", outcome)]).increment()
    }

    static func lostLease(_ lane: JobLane) {
        Counter(label: "clientele_job_leases_lost", dimensions: dimensions(lane)).increment()
    }

    static func reaped(_ lane: JobLane) {
        Counter(label: "clientele_jobs_reaped", dimensions: dimensions(lane)).increment()
    }

    static func dropped(_ count: Int, of company: Company.ID) {
        Counter(label: "clientele_jobs_dropped", dimensions: [("company", "\(company)")]).increment(by: count)
    }

    static func depth(_ depth: QueueDepth) {
        let lane = [("company", "\(depth.company)"), ("kind", depth.kind)]
        Gauge(label: "clientele_jobs", dimensions: lane + [("state", depth.state.rawValue)]).record(depth.count)
        if depth.state == .ready {
            Gauge(label: "clientele_job_oldest_ready_seconds", dimensions: lane).record(depth.oldest / .seconds(1))
        }
    }

    /// Nothing is left of what was measured before.
    static func empty(_ before: QueueDepth) {
        depth(QueueDepth(company: before.company, kind: before.kind, state: before.state, count: 0, oldest: .zero))
    }

    private static func dimensions(_ lane: JobLane) -> [(String, String)] {
        [("company", "\(lane.company)"), ("kind", lane.kind)]
    }
}

extension Duration {
    var nanoseconds: Int64 {
        components.seconds * 1_000_000_000 + components.attoseconds / 1_000_000_000
    }
}
