public import Domain
import FoundationEssentials
import Postgres

extension CompanyTransaction {
    /// Enqueues a job that runs when this transaction has been committed.
    ///
    /// - Parameters:
    ///   - uniqueKey: in place of the key that the kind derives from the payload.
    ///   - runAfter: not before this time has passed.
    ///   - operation: shows the job's progress, where somebody watches.
    /// - Returns: the id of the job; of the live one where a job of this kind and key is live already.
    @discardableResult
    public func enqueue<Payload>(
        _ kind: JobKind<Payload>,
        _ payload: Payload,
        uniqueKey: String? = nil,
        runAfter: Duration = .zero,
        operation: Operation.ID? = nil
    ) async throws -> Job.ID {
        let job = NewJob(
            declaration: JobDeclaration(kind),
            payloadVersion: kind.version,
            payload: String(decoding: try kind.encode(payload), as: UTF8.self),
            uniqueKey: uniqueKey ?? kind.key(of: payload),
            operation: operation
        )
        return try await enqueue(job, runAfter: runAfter)
    }

    /// Enqueues a job, unless an equal one waits to be run; that one is kept from running until this transaction ends. One
    /// that runs already does not count: it may have looked before the change that this one is about.
    public func enqueueUnlessReady<Payload>(
        _ kind: JobKind<Payload>,
        _ payload: Payload,
        runAfter: Duration = .zero
    ) async throws {
        let document = JSONB(text: String(decoding: try kind.encode(payload), as: UTF8.self))
        let ready = try await execute(
            """
            select from app.jobs
            where company_id = \(company) and kind = \(kind.name) and state = 'ready' and payload = \(document)
            limit 1 for share skip locked
            """
        )
        guard ready == 0 else { return }
        try await enqueue(kind, payload, uniqueKey: Job.ID.make().description, runAfter: runAfter)
    }

    /// Enqueues many jobs of one kind in one statement; they run when this transaction has been committed.
    ///
    /// - Returns: how many are new; the others were live already.
    @discardableResult
    public func enqueueAll<Payload>(
        _ kind: JobKind<Payload>,
        _ payloads: [Payload],
        runAfter: Duration = .zero
    ) async throws -> Int {
        let documents = try payloads.map { JSONB(text: String(decoding: try kind.encode($0), as: UTF8.self)) }
        let ids = payloads.map { _ in Job.ID.make() }
        let keys = payloads.map(kind.key(of:))
        // Only a key can be in the way; asking costs a tenth where there is none.
        let passingOver: SQL = keys.contains { $0 != nil } ? " on conflict do nothing" : .empty
        let added = try await execute(
            """
            insert into app.jobs (
                company_id, id, kind, version, payload, queue, priority, unique_key, max_attempts, run_at
            )
            select \(company), fresh.id, \(kind.name), \(Int16(clamping: kind.version)), fresh.payload, \
            \(kind.queue.name), \(Int16(clamping: kind.priority.rawValue)), fresh.unique_key, \
            \(Int16(clamping: kind.retry.maxAttempts)), now() + \(runAfter)
            from (
                select unnest(\(ids)) as id, unnest(\(documents)) as payload, unnest(\(keys)) as unique_key
            ) as fresh\(passingOver)
            returning 1
            """
        )
        if added > 0 { announceJobs() }
        return added
    }

    /// Enqueues a job of a kind that is only known by its declaration.
    func enqueue(_ job: NewJob, runAfter: Duration = .zero) async throws -> Job.ID {
        // Twice, because the job in the way may end between the insert and the look at it.
        for _ in 1...2 {
            if let id = try await insert(job, runAfter: runAfter) {
                announceJobs()
                return id
            }
            let live = try await first(
                """
                select id from app.jobs
                where company_id = \(company) and kind = \(job.declaration.name) and unique_key = \(job.uniqueKey)
                """
            ) { try $0.get("id", as: Job.ID.self) }
            if let live { return live }
        }
        throw JobError.alreadyLive
    }

    private func insert(_ job: NewJob, runAfter: Duration) async throws -> Job.ID? {
        let declaration = job.declaration
        return try await first(
            """
            insert into app.jobs (
                company_id, id, kind, version, payload, queue, priority, unique_key, operation_id, max_attempts, run_at
            )
            values (
                \(company), \(job.id), \(declaration.name), \(Int16(clamping: job.payloadVersion)), \
            \(JSONB(text: job.payload)), \(declaration.queue.name), \(Int16(clamping: declaration.priority.rawValue)), \
            \(job.uniqueKey), \(job.operation), \(Int16(clamping: declaration.maxAttempts)), now() + \(runAfter)
            )
            on conflict do nothing
            returning id
            """
        ) { try $0.get("id") }
    }
}

/// A job before it is in the database.
struct NewJob: Sendable {
    let id = Job.ID.make()
    let declaration: JobDeclaration
    let payloadVersion: Int
    let payload: String
    var uniqueKey: String?
    var operation: Operation.ID?
}
