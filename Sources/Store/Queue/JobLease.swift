public import Domain
public import FoundationEssentials
import Postgres

/// The right to run one attempt of a job. Whoever presents it to a job that has since gone on writes nothing.
public struct JobLease: Sendable, Hashable {
    /// The job.
    public let job: Job.ID
    /// Which attempt, from 1.
    public let attempt: Int
    /// The worker process that holds it.
    public let worker: UUID

    /// A lease as it was claimed.
    public init(job: Job.ID, attempt: Int, worker: UUID) {
        self.job = job
        self.attempt = attempt
        self.worker = worker
    }
}

/// The lease has ended or went to another worker: what the handler does has no effect any more.
public struct LeaseLost: Error, Sendable, Hashable {
    /// The lease that was presented.
    public let lease: JobLease

    /// The loss of a lease.
    public init(lease: JobLease) {
        self.lease = lease
    }
}

extension CompanyTransaction {
    /// Makes sure that the lease is held until this transaction ends, so that nothing in it is written without it.
    ///
    /// A key-share lock: it keeps the reaper out, which takes the row for update, and lets the heartbeat through,
    /// which changes no key.
    ///
    /// - Throws: `LeaseLost`.
    public func hold(_ lease: JobLease) async throws {
        let held = try await execute(
            """
            select from app.jobs
            where company_id = \(company) and id = \(lease.job) and state = 'running'
                and attempt = \(Int16(clamping: lease.attempt)) and worker = \(lease.worker) and lease_until > now()
            for key share
            """
        )
        guard held == 1 else { throw LeaseLost(lease: lease) }
    }

    /// Renews leases of one worker.
    ///
    /// - Returns: those that are still held, each with whether somebody asked to cancel the job.
    public func renewLeases(of jobs: [Job.ID], worker: UUID) async throws -> [JobLease: Bool] {
        let renewed = try await all(
            """
            update app.jobs set lease_until = now() + interval '60 seconds'
            where company_id = \(company) and id = any(\(jobs)) and state = 'running' and worker = \(worker)
            returning id, attempt, cancel_requested
            """
        ) { row in
            (
                JobLease(job: try row.get("id"), attempt: try row.get("attempt"), worker: worker),
                try row.get("cancel_requested", as: Bool.self)
            )
        }
        return Dictionary(renewed) { first, _ in first }
    }

    /// Takes back jobs whose lease has ended: those with attempts left are ready again, the others are dead.
    ///
    /// - Returns: the leases that were taken back, each with the kind of its job; at most 100 at a time.
    public func reapJobs() async throws -> [(lease: JobLease, kind: String)] {
        // For update, not for no key update: waits for nobody, and passes over jobs held by a handler's transaction.
        let expired = try await all(
            """
            select id, kind, attempt, max_attempts, worker, cancel_requested, operation_id from app.jobs
            where company_id = \(company) and state = 'running' and lease_until < now()
            order by lease_until
            limit 100
            for update skip locked
            """,
            ExpiredLease.init(row:)
        )
        try await settle(expired.map(\.settlement))
        return expired.map { ($0.lease, $0.kind) }
    }
}

extension Database {
    /// Companies with expired leases, as seen without a lock.
    public func companiesWithExpiredLeases() async throws -> [Company.ID] {
        try await discover("select distinct company_id from app.jobs where state = 'running' and lease_until < now()") {
            try $0.get("company_id")
        }
    }
}

private struct ExpiredLease {
    let lease: JobLease
    let kind: String
    let maxAttempts: Int
    let cancelRequested: Bool
    let operation: Operation.ID?

    init(row: Row) throws {
        lease = JobLease(job: try row.get("id"), attempt: try row.get("attempt"), worker: try row.get("worker"))
        kind = try row.get("kind")
        maxAttempts = try row.get("max_attempts")
        cancelRequested = try row.get("cancel_requested")
        operation = try row.get("operation_id")
    }

    var settlement: JobSettlement {
        JobSettlement(lease: lease, ending: ending, operation: operation)
    }

    private var ending: JobSettlement.Ending {
        let reason = "the worker went away during attempt \(lease.attempt)"
        if cancelRequested { return .cancelled(reason: reason) }
        if lease.attempt >= maxAttempts { return .dead(reason: reason) }
        // Twice at once. After that the job may be what crashes the workers: let the others get away from it.
        let delay = lease.attempt <= 2 ? .zero : RetryPolicy.standard.delay(afterAttempt: lease.attempt)
        return .again(after: delay, reason: reason)
    }
}
