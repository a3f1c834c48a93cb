import Domain
import Logging
import Store

/// Takes back jobs whose worker went away. A loop in every worker, never a job: a job could be what hangs.
struct Reaper: Sendable {
    let engine: JobEngine

    func run() async {
        await engine.forever("reaping") {
            try await engine.clock.sleep(for: .milliseconds(Int.random(in: 7_000...12_000)))
            try await reap()
        }
    }

    private func reap() async throws {
        for company in try await engine.database.companiesWithExpiredLeases() {
            let reaped = try await engine.database.withCompany(company, as: .worker) { try await $0.reapJobs() }
            guard !reaped.isEmpty else { continue }
            for job in reaped { JobMetrics.reaped(JobLane(company: company, kind: job.kind, priority: 0)) }
            engine.logger.warning(
                "took back jobs of a worker that went away",
                metadata: ["company": "\(company)", "count": "\(reaped.count)"]
            )
            engine.work.ring()
        }
    }
}
