import Domain
import Store

/// Makes the partitions of the coming months, gives new companies their schedules, and measures the queue.
struct Housekeeper: Sendable {
    let engine: JobEngine

    func makePartitions() async {
        await engine.forever("making partitions") {
            try await engine.database.makePartitionsAhead()
            try await engine.clock.sleep(for: .seconds(6 * 3600))
        }
    }

    func scheduleNewCompanies() async {
        await engine.forever("scheduling new companies") {
            for company in try await engine.database.companiesWithoutSchedules() {
                try await engine.database.withCompany(company, as: .worker) { try await $0.ensureDefaultSchedules() }
            }
            try await engine.clock.sleep(for: .seconds(30))
        }
    }

    func measure() async {
        await engine.forever("measuring the queue") {
            for depth in try await engine.database.queueDepths() {
                JobMetrics.depth(depth)
            }
            try await engine.clock.sleep(for: .seconds(30))
        }
    }
}
