public import Domain
import FoundationEssentials
import Postgres

/// How an attempt ended, to be written under its lease.
public struct JobSettlement: Sendable {
    /// What becomes of the job.
    public enum Ending: Sendable, Hashable {
        /// It is done.
        case done
        /// It is given up.
        case dead(reason: String)
        /// It was stopped because somebody asked for it.
        case cancelled(reason: String)
        /// It is ready again after this time.
        case again(after: Duration, reason: String)
        /// It is ready again at once, and the attempt does not count: the worker leaves, the job did nothing wrong.
        case returned
    }

    /// The right to write it.
    public let lease: JobLease
    /// What becomes of the job.
    public let ending: Ending
    /// Shows the job's progress, if somebody watches.
    public let operation: Operation.ID?
    /// What came of it, as a JSON object, for the operation.
    public let result: String?

    /// The end of an attempt.
    public init(lease: JobLease, ending: Ending, operation: Operation.ID? = nil, result: String? = nil) {
        self.lease = lease
        self.ending = ending
        self.operation = operation
        self.result = result
    }

    /// What a job takes along into the history.
    static let historyColumns: SQL = """
        company_id, id, kind, version, payload, queue, priority, unique_key, operation_id, attempt, max_attempts, \
        run_at, created_at, started_at, worker
        """
}

extension CompanyTransaction {
    /// Writes how attempts ended, each only if its lease is still held, and commits.
    ///
    /// - Returns: the jobs whose lease was held; nothing was written about the others.
    @discardableResult
    public func settle(_ settlements: [JobSettlement]) async throws -> Set<Job.ID> {
        let statements = statements(for: settlements)
        guard !statements.isEmpty else { return [] }
        if settlements.contains(where: { $0.ending.isDueAgain }) { announceJobs() }
        var held: Set<Job.ID> = []
        for rows in try await transaction.commit(with: statements) {
            for row in rows { held.insert(try row.get("id")) }
        }
        return held
    }

    private func statements(for settlements: [JobSettlement]) -> [SQL] {
        let ended = settlements.filter { $0.ending.finalState != nil }
        let continued = settlements.filter { $0.ending.finalState == nil }
        var statements: [SQL] = []
        if !ended.isEmpty { statements.append(moveToHistory(ended)) }
        if !continued.isEmpty { statements.append(makeReady(continued)) }
        let watched = ended.filter { $0.operation != nil }
        if !watched.isEmpty { statements.append(endOperations(watched)) }
        return statements
    }

    private func moveToHistory(_ settlements: [JobSettlement]) -> SQL {
        """
        with outcome as (
            select id, attempt, worker, final, reason
            from unnest(
                \(settlements.map(\.lease.job)), \(settlements.map { Int32(clamping: $0.lease.attempt) }),
                \(settlements.map(\.lease.worker)), \(settlements.map { $0.ending.finalState?.rawValue }),
                \(settlements.map(\.ending.reason))
            ) as outcome (id, attempt, worker, final, reason)
        ),
        ended as (
            delete from app.jobs as job using outcome
            where job.company_id = \(company) and job.id = outcome.id and job.state = 'running'
                and job.attempt = outcome.attempt and job.worker = outcome.worker
            returning job.*, outcome.final, outcome.reason
        )
        insert into app.job_history (\(JobSettlement.historyColumns), state, last_error)
        select \(JobSettlement.historyColumns), final, coalesce(left(reason, 2000), last_error)
        from ended
        returning id
        """
    }

    private func makeReady(_ settlements: [JobSettlement]) -> SQL {
        """
        update app.jobs as job
        set state = 'ready', worker = null, lease_until = null, cancel_requested = false,
            attempt = outcome.counted, run_at = to_timestamp(extract(epoch from now())::float8 + outcome.delay),
            last_error = coalesce(left(outcome.reason, 2000), job.last_error)
        from unnest(
            \(settlements.map(\.lease.job)), \(settlements.map { Int32(clamping: $0.lease.attempt) }),
            \(settlements.map(\.lease.worker)), \(settlements.map(\.countedAttempts)),
            \(settlements.map { $0.ending.delay / .seconds(1) }), \(settlements.map(\.ending.reason))
        ) as outcome (id, attempt, worker, counted, delay, reason)
        where job.company_id = \(company) and job.id = outcome.id and job.state = 'running'
            and job.attempt = outcome.attempt and job.worker = outcome.worker
        returning job.id
        """
    }

    /// After the jobs: an operation ends with its job, and only if this attempt is the one that ended it.
    private func endOperations(_ settlements: [JobSettlement]) -> SQL {
        """
        update app.operations as operation
        set state = outcome.state, result = outcome.result, started_at = job.started_at, finished_at = now(),
            problem = case when outcome.state = 'failed' then outcome.reason end
        from app.job_history as job, unnest(
            \(settlements.map(\.operation)), \(settlements.map { Int32(clamping: $0.lease.attempt) }),
            \(settlements.map(\.lease.worker)), \(settlements.map(\.ending.operationState)),
            \(settlements.map { $0.result.map(JSONB.init(text:)) }), \(settlements.map(\.ending.reason))
        ) as outcome (id, attempt, worker, state, result, reason)
        where operation.company_id = \(company) and operation.id = outcome.id
            and job.company_id = \(company) and job.id = operation.job_id
            and job.attempt = outcome.attempt and job.worker = outcome.worker
        returning operation.job_id as id
        """
    }
}

extension JobSettlement {
    fileprivate var countedAttempts: Int32 {
        Int32(clamping: ending == .returned ? lease.attempt - 1 : lease.attempt)
    }
}

extension JobSettlement.Ending {
    fileprivate var finalState: Job.State? {
        switch self {
        case .done: .done
        case .dead: .dead
        case .cancelled: .cancelled
        case .again, .returned: nil
        }
    }

    fileprivate var operationState: Operation.State? {
        switch self {
        case .done: .succeeded
        case .dead: .failed
        case .cancelled: .cancelled
        case .again, .returned: nil
        }
    }

    /// Whether the job may be claimed again at once.
    fileprivate var isDueAgain: Bool {
        switch self {
        case .returned: true
        case .again(let delay, _): delay <= .zero
        case .done, .dead, .cancelled: false
        }
    }

    fileprivate var reason: String? {
        switch self {
        case .dead(let reason), .cancelled(let reason), .again(_, let reason): reason
        case .done, .returned: nil
        }
    }

    fileprivate var delay: Duration {
        if case .again(let delay, _) = self { delay } else { .zero }
    }
}
