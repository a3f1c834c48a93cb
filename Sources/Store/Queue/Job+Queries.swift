public import Domain
import Postgres

extension Job.State: PostgresCodable {}

extension Job {
    /// Live jobs, in the shape that `ended` jobs share.
    static let live: SQL = """
        select company_id, id, kind, payload, queue, priority, state, attempt, max_attempts, run_at, created_at, \
        started_at, null::timestamptz as finished_at, worker, last_error from app.jobs
        """

    static let ended: SQL = """
        select company_id, id, kind, payload, queue, priority, state, attempt, max_attempts, run_at, created_at, \
        started_at, finished_at, worker, last_error from app.job_history
        """

    init(row: Row) throws {
        self.init(
            id: try row.get("id"),
            kind: try row.get("kind"),
            payload: try row.get("payload", as: JSONB.self).text,
            queue: try row.get("queue"),
            priority: try row.get("priority"),
            state: try row.get("state"),
            attempt: try row.get("attempt"),
            maxAttempts: try row.get("max_attempts"),
            runAt: try row.get("run_at"),
            createdAt: try row.get("created_at"),
            startedAt: try row.get("started_at"),
            finishedAt: try row.get("finished_at"),
            worker: try row.get("worker"),
            lastError: try row.get("last_error")
        )
    }
}

extension CompanyTransaction {
    /// The job with this id, live or ended.
    public func job(_ id: Job.ID) async throws -> Job? {
        try await first(
            """
            \(Job.live) where company_id = \(company) and id = \(id)
            union all
            \(Job.ended) where company_id = \(company) and id = \(id)
            """,
            Job.init(row:)
        )
    }

    /// Jobs of the company, newest first.
    ///
    /// - Parameters:
    ///   - state: only those in this state.
    ///   - kind: only those of this kind.
    ///   - before: only those older than this one: the last of the previous page.
    ///   - limit: at most so many, 1 to 1000.
    public func jobs(
        state: Job.State? = nil,
        kind: String? = nil,
        before: Job.ID? = nil,
        limit: Int = 50
    ) async throws -> [Job] {
        var filter: SQL = "where company_id = \(company)"
        if let state { filter.append(" and state = \(state)") }
        if let kind { filter.append(" and kind = \(kind)") }
        if let before { filter.append(" and id < \(before)") }
        let page: SQL = "order by id desc limit \(min(max(limit, 1), 1000))"
        return try await all(
            "(\(Job.live) \(filter) \(page)) union all (\(Job.ended) \(filter) \(page)) \(page)",
            Job.init(row:)
        )
    }

    /// Makes a dead or cancelled job ready again, with all its attempts; a waiting one is due at once.
    ///
    /// - Throws: `JobError`.
    public func retryJob(_ id: Job.ID) async throws {
        let hurried = try await execute(
            "update app.jobs set run_at = now() where company_id = \(company) and id = \(id) and state = 'ready'"
        )
        if hurried == 0 { try await reviveJob(id) }
        announceJobs()
    }

    private func reviveJob(_ id: Job.ID) async throws {
        guard let job = try await job(id) else { throw JobError.unknownJob }
        guard job.state == .dead || job.state == .cancelled else { throw JobError.notRetryable(job.state) }
        let revived = try await first(
            """
            with revived as (
                delete from app.job_history where company_id = \(company) and id = \(id) returning *
            )
            insert into app.jobs (
                company_id, id, kind, version, payload, queue, priority, unique_key, operation_id, max_attempts,
                created_at, last_error
            )
            select company_id, id, kind, version, payload, queue, priority, unique_key, operation_id, max_attempts,
                created_at, last_error
            from revived
            on conflict do nothing
            returning operation_id
            """
        ) { try $0.get("operation_id", as: Operation.ID?.self) }
        guard let operation = revived else { throw JobError.alreadyLive }
        if let operation { try await requeueOperation(operation) }
    }

    private func requeueOperation(_ id: Operation.ID) async throws {
        try await execute(
            """
            update app.operations
            set state = 'queued', problem = null, result = null, finished_at = null, cancel_requested = false
            where company_id = \(company) and id = \(id)
            """
        )
    }

    /// Stops a job: one that waits ends at once, a running one as soon as its worker has heard of it.
    ///
    /// - Throws: `JobError`.
    public func cancelJob(_ id: Job.ID) async throws {
        if try await cancelWaiting([id], reason: "cancelled on request") > 0 { return }
        let asked = try await execute(
            "update app.jobs set cancel_requested = true where company_id = \(company) and id = \(id)"
        )
        if asked > 0 { return announceCancellation() }
        throw try await job(id) == nil ? JobError.unknownJob : JobError.alreadyEnded
    }

    /// Ends jobs that wait, with the given reason; returns how many there were.
    func cancelWaiting(_ ids: [Job.ID], reason: String) async throws -> Int {
        let cancelled = try await all(
            """
            with cancelled as (
                delete from app.jobs
                where company_id = \(company) and id = any(\(ids)) and state = 'ready'
                returning *
            )
            insert into app.job_history (\(JobSettlement.historyColumns), state, last_error)
            select \(JobSettlement.historyColumns), 'cancelled', \(reason)::text
            from cancelled
            returning operation_id
            """
        ) { try $0.get("operation_id", as: Operation.ID?.self) }
        for operation in cancelled.compactMap(\.self) {
            try await endOperation(operation, .cancelled, result: nil, problem: nil)
        }
        return cancelled.count
    }
}
