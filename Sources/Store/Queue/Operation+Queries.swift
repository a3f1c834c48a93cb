public import Domain
public import FoundationEssentials
import Postgres

extension Operation.State: PostgresCodable {}

extension Operation {
    static let columns: SQL = """
        id, kind, state, done, total, result, problem, cancel_requested, created_at, started_at, finished_at
        """

    init(row: Row) throws {
        self.init(
            id: try row.get("id"),
            kind: try row.get("kind"),
            state: try row.get("state"),
            done: try row.get("done"),
            total: try row.get("total"),
            result: try row.get("result", as: JSONB?.self)?.text,
            problem: try row.get("problem"),
            cancelRequested: try row.get("cancel_requested"),
            createdAt: try row.get("created_at"),
            startedAt: try row.get("started_at"),
            finishedAt: try row.get("finished_at")
        )
    }
}

/// How far an operation is.
public struct OperationProgress: Sendable, Hashable {
    /// The operation.
    public let operation: Operation.ID
    /// How much is done, in units of the kind's own choosing.
    public let done: Int
    /// How much there is in all, where it is known.
    public let total: Int?

    /// A step of progress.
    public init(operation: Operation.ID, done: Int, total: Int?) {
        self.operation = operation
        self.done = done
        self.total = total
    }
}

extension CompanyTransaction {
    /// The operation with this id.
    public func operation(_ id: Operation.ID) async throws -> Operation? {
        try await first(
            "select \(Operation.columns) from app.operations where company_id = \(company) and id = \(id)",
            Operation.init(row:)
        )
    }

    /// Operations of the company, newest first.
    ///
    /// - Parameters:
    ///   - state: only those in this state.
    ///   - before: only those older than this one: the last of the previous page.
    ///   - limit: at most so many, 1 to 1000.
    public func operations(
        state: Operation.State? = nil,
        before: Operation.ID? = nil,
        limit: Int = 50
    ) async throws -> [Operation] {
        var filter: SQL = "where company_id = \(company)"
        if let state { filter.append(" and state = \(state)") }
        if let before { filter.append(" and id < \(before)") }
        return try await all(
            "select \(Operation.columns) from app.operations \(filter) order by id desc limit \(min(max(limit, 1), 1000))",
            Operation.init(row:)
        )
    }

    /// Enqueues a job whose progress somebody watches.
    ///
    /// - Returns: the operation; that of the live job where a job of this kind and key is live already.
    public func startOperation<Payload>(_ kind: JobKind<Payload>, _ payload: Payload) async throws -> Operation {
        let id = Operation.ID.make()
        let job = try await enqueue(kind, payload, operation: id)
        return try await insertOperation(id, of: job, kind: kind.name)
    }

    private func insertOperation(_ id: Operation.ID, of job: Job.ID, kind: String) async throws -> Operation {
        // The job may be an older one of the same key: watched already, or by nobody yet.
        let watched = try await one(
            """
            update app.jobs set operation_id = coalesce(operation_id, \(id))
            where company_id = \(company) and id = \(job)
            returning operation_id
            """
        ) { try $0.get("operation_id", as: Operation.ID.self) }
        if watched != id, let operation = try await operation(watched) { return operation }
        return try await one(
            """
            insert into app.operations (company_id, id, job_id, kind, person_id)
            values (\(company), \(watched), \(job), \(kind), \(principal.person))
            returning \(Operation.columns)
            """,
            Operation.init(row:)
        )
    }

    /// Asks to stop an operation. It ends at once where it waits, and as soon as its worker has heard of it where it runs.
    ///
    /// - Throws: `JobError`.
    public func cancelOperation(_ id: Operation.ID) async throws {
        let job = try await first(
            """
            update app.operations set cancel_requested = true
            where company_id = \(company) and id = \(id) and state in ('queued', 'running')
            returning job_id
            """
        ) { try $0.get("job_id", as: Job.ID.self) }
        guard let job else {
            throw try await operation(id) == nil ? JobError.unknownOperation : JobError.alreadyEnded
        }
        try await cancelJob(job)
    }

    /// Writes how far operations are, each only while the given worker runs its job.
    public func report(_ progress: [OperationProgress], worker: UUID) async throws {
        try await execute(
            """
            update app.operations as operation
            set done = progress.done, total = progress.total
            from unnest(
                \(progress.map(\.operation.uuid)), \(progress.map { Int64($0.done) }),
                \(progress.map { $0.total.map(Int64.init) })
            ) as progress (id, done, total)
            where operation.company_id = \(company) and operation.id = progress.id and exists (
                select from app.jobs as job
                where job.company_id = \(company) and job.id = operation.job_id and job.state = 'running'
                    and job.worker = \(worker)
            )
            """
        )
    }

    func startOperations(_ ids: [Operation.ID]) async throws {
        try await execute(
            """
            update app.operations set state = 'running', started_at = coalesce(started_at, now())
            where company_id = \(company) and id = any(\(ids.map(\.uuid))) and state in ('queued', 'running')
            """
        )
    }

    func endOperation(
        _ id: Operation.ID,
        _ state: Operation.State,
        result: String?,
        problem: String?
    ) async throws {
        try await execute(
            """
            update app.operations
            set state = \(state), result = \(result.map(JSONB.init(text:))), finished_at = now(),
                problem = \(state == .failed ? problem : nil)
            where company_id = \(company) and id = \(id)
            """
        )
    }
}
