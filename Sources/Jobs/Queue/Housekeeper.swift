import Domain
import Logging
import Store

/// Makes the partitions of the coming months and drops those of the past, forgets old sign-ins, gives companies the schedules that all of them
/// have, and measures the queue.
struct Housekeeper: Sendable {
    let engine: JobEngine

    func keepPartitions() async {
        await engine.forever("keeping partitions") {
            try await engine.database.makePartitionsAhead()
            let dropped = try await engine.database.dropJobHistory(keeping: engine.options.historyMonths)
            if dropped > 0 {
                engine.logger.notice("dropped old months of the job history", metadata: ["months": "\(dropped)"])
            }
            try await engine.clock.sleep(for: .seconds(6 * 3600))
        }
    }

    func forgetSignIns() async {
        await engine.forever("forgetting old sign-ins") {
            while try await engine.database.withHosting({ try await $0.forgetSignIns(most: Self.batch) }) == Self.batch
            {}
            try await engine.clock.sleep(for: .seconds(6 * 3600))
        }
    }

    /// Rows that one statement deletes at most.
    private static let batch = 10_000

    func followSchedules() async {
        await engine.forever("following the schedules of all companies") {
            try await engine.database.withHosting { try await $0.addDefaultSchedules() }
            for company in try await engine.database.companiesBehindGlobalSchedules() {
                try await engine.database.withCompany(company, as: .worker) { try await $0.followGlobalSchedules() }
            }
            try await engine.clock.sleep(for: .seconds(30))
        }
    }

    func measure() async {
        var before: [QueueDepth] = []
        await engine.forever("measuring the queue") {
            let depths = try await engine.database.queueDepths()
            for gone in before where !depths.contains(where: { gone.isSameLane(as: $0) }) { JobMetrics.empty(gone) }
            for depth in depths { JobMetrics.depth(depth) }
            before = depths
            try await engine.clock.sleep(for: .seconds(30))
        }
    }
}

extension QueueDepth {
    fileprivate func isSameLane(as other: QueueDepth) -> Bool {
        company == other.company && kind == other.kind && state == other.state
    }
}
