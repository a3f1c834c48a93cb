import Domain
import Logging
import Store

/// Renews the leases of this process, writes progress, and stops attempts that must stop.
struct LeaseKeeper: Sendable {
    private static let renewal = Duration.seconds(15)
    /// Shorter than a lease, so that an attempt stops before somebody else may have the job.
    private static let patience = Duration.seconds(50)

    let engine: JobEngine

    func run() async {
        var renewAt = engine.clock.now + Self.renewal
        await engine.forever("keeping leases") {
            let wasRung = await engine.leases.sleep(atMost: .seconds(1))
            let records = await engine.desk.records
            stopOvertime(records)
            try await writeProgress(records)
            guard wasRung || engine.clock.now >= renewAt else { return }
            renewAt = engine.clock.now + Self.renewal
            await renew(records)
        }
    }

    private func stopOvertime(_ records: [JobRecord]) {
        let now = engine.clock.now
        for record in records {
            if let end = record.overtimeAt, end <= now { record.stop(.overtime) }
            if record.renewedAt + Self.patience < now { record.stop(.leaseLost) }
        }
    }

    private func writeProgress(_ records: [JobRecord]) async throws {
        var steps: [Company.ID: [OperationProgress]] = [:]
        for record in records {
            guard let step = record.takeProgress() else { continue }
            steps[record.job.lane.company, default: []].append(step)
        }
        for (company, progress) in steps {
            try await engine.database.withCompany(company, as: .worker) {
                try await $0.report(progress, worker: engine.worker)
            }
        }
    }

    private func renew(_ records: [JobRecord]) async {
        let byCompany = Dictionary(grouping: records, by: \.job.lane.company)
        for (company, records) in byCompany {
            let sentAt = engine.clock.now
            do {
                let leases = try await engine.database.withCompany(company, as: .worker) {
                    try await $0.renewLeases(of: records.map(\.job.lease.job), worker: engine.worker)
                }
                for record in records { apply(leases[record.job.lease], to: record, sentAt: sentAt) }
            } catch {
                // The next beat tries again; an attempt whose lease ends meanwhile is stopped.
                engine.logger.warning(
                    "leases could not be renewed",
                    metadata: ["company": "\(company)", "error": "\(error)"]
                )
            }
        }
    }

    private func apply(_ cancelRequested: Bool?, to record: JobRecord, sentAt: ContinuousClock.Instant) {
        guard let cancelRequested else { return record.stop(.leaseLost) }
        record.renewed(at: sentAt)
        if cancelRequested { record.stop(.cancelled) }
    }
}
