public import Domain
public import FoundationEssentials
import Postgres

extension Operation.State: PostgresCodable {}

extension Operation {
    /// The operations of a company as people see them: one that is stored as queued runs while its job does.
    static func all(of company: Company.ID) -> SQL {
        """
        select operation.id, operation.kind, operation.done, operation.total, operation.result, operation.problem,
            operation.cancel_requested, operation.created_at, operation.finished_at,
            coalesce(operation.started_at, job.started_at) as started_at,
            case when job.state = 'running' then 'running' else operation.state end as state
        from app.operations as operation
        left join app.jobs as job on job.company_id = \(company) and job.id = operation.job_id
        where operation.company_id = \(company)
        """
    }

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
            "\(Operation.all(of: company)) and operation.id = \(id)",
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
        var filter: SQL = .empty
        switch state {
        case nil: break
        case .running: filter.append(" and job.state = 'running'")
        case .queued: filter.append(" and operation.state = 'queued' and job.state is distinct from 'running'")
        case .succeeded, .failed, .cancelled: filter.append(" and operation.state = \(state)")
        }
        if let before { filter.append(" and operation.id < \(before)") }
        return try await all(
            "\(Operation.all(of: company)) \(filter) order by operation.id desc limit \(min(max(limit, 1), 1000))",
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
        try await execute(
            """
            insert into app.operations (company_id, id, job_id, kind, person_id)
            values (\(company), \(watched), \(job), \(kind), \(principal.person))
            """
        )
        return try await one("\(Operation.all(of: company)) and operation.id = \(watched)", Operation.init(row:))
    }

    /// Asks to stop an operation. It ends at once where it waits, and as soon as its worker has heard of it where it runs.
    ///
    /// - Throws: `JobError`.
    public func cancelOperation(_ id: Operation.ID) async throws {
        let job = try await first(
            """
            update app.operations set cancel_requested = true
            where company_id = \(company) and id = \(id) and state = 'queued'
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
                \(progress.map(\.operation)), \(progress.map { Int64($0.done) }),
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
