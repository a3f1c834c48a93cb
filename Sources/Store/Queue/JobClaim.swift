public import Domain
public import FoundationEssentials
import Postgres

/// The ready jobs of one company, kind and priority.
public struct JobLane: Sendable, Hashable {
    /// The company whose work it is.
    public let company: Company.ID
    /// The kind of the jobs.
    public let kind: String
    /// The priority of the jobs; the smaller goes first.
    public let priority: Int

    /// A lane, also an empty one.
    public init(company: Company.ID, kind: String, priority: Int) {
        self.company = company
        self.kind = kind
        self.priority = priority
    }
}

/// A place in a lane: when no ready job stands before it, nobody needs to look there. Rows of jobs that were claimed pile
/// up before it while some snapshot keeps vacuum away.
public struct JobMark: Sendable, Hashable {
    /// When the job at this place is due.
    public let runAt: Date
    /// The job, among those that are due at the same instant.
    public let id: Job.ID

    /// A place in a lane.
    public init(runAt: Date, id: Job.ID) {
        self.runAt = runAt
        self.id = id
    }

    /// The beginning of every lane.
    public static let beginning = JobMark(runAt: Date(timeIntervalSince1970: 0), id: Job.ID(UUID.smallest))
}

/// The front of a lane, as seen without a lock: it may have changed since.
public struct JobLaneFront: Sendable {
    /// The lane.
    public let lane: JobLane
    /// Where to claim from: no ready job was seen before it, and none that is due now will come to stand there, unless
    /// the transaction that enqueues it has been under way since.
    public let mark: JobMark
    /// How long its first job is still to wait; zero or less is due.
    public let wait: Duration
    /// Whether anybody may act in the company; jobs of companies that are suspended or gone are dropped.
    public let isHosted: Bool

    /// The front of a lane as it was seen.
    public init(lane: JobLane, mark: JobMark, wait: Duration, isHosted: Bool) {
        self.lane = lane
        self.mark = mark
        self.wait = wait
        self.isHosted = isHosted
    }
}

/// A job that this worker has for itself until the lease ends.
public struct ClaimedJob: Sendable {
    /// What every later write must present.
    public let lease: JobLease
    /// Whose work it is.
    public let lane: JobLane
    /// The version of the payload's shape.
    public let version: Int
    /// What the handler needs to know, as JSON.
    public let payload: String
    /// How often it may be started.
    public let maxAttempts: Int
    /// Shows its progress, if somebody watches.
    public let operation: Operation.ID?
    /// How long it was due before it was claimed.
    public let waited: Duration

    /// A job as it was claimed.
    public init(
        lease: JobLease,
        lane: JobLane,
        version: Int,
        payload: String,
        maxAttempts: Int,
        operation: Operation.ID?,
        waited: Duration
    ) {
        self.lease = lease
        self.lane = lane
        self.version = version
        self.payload = payload
        self.maxAttempts = maxAttempts
        self.operation = operation
        self.waited = waited
    }
}

extension CompanyTransaction {
    /// Claims jobs from the front of the first lane that has any to give, as many as the caps of kind, queue and company
    /// leave, and commits.
    ///
    /// - Parameters:
    ///   - lanes: kinds and priorities in the order in which to try them, and where in each to begin.
    ///   - batch: at most so many, from the first lane; one from another.
    ///   - worker: who holds the leases; a fresh id for every start of a process.
    public func claimJobs(
        _ lanes: [(kind: JobDeclaration, priority: Int, from: JobMark)],
        batch: JobBatch,
        worker: UUID
    ) async throws -> [ClaimedJob] {
        guard let lane = lanes.first else { return [] }
        let first = claim(lane, batch: batch, worker: worker)
        let isOnly = lanes.count == 1
        let rows = try await isOnly ? transaction.commit(with: lock + [first]) : transaction.batch(lock + [first])
        var claimed = try rows[lock.count].map { try ClaimedJob(row: $0, company: company, worker: worker) }
        if isOnly { return claimed }
        for lane in lanes.dropFirst() where claimed.isEmpty {
            claimed = try await all(claim(lane, batch: .one, worker: worker)) {
                try ClaimedJob(row: $0, company: company, worker: worker)
            }
        }
        return claimed
    }

    private func claim(
        _ lane: (kind: JobDeclaration, priority: Int, from: JobMark),
        batch: JobBatch,
        worker: UUID
    ) -> SQL {
        """
        with candidate as materialized (
            select id, run_at from app.jobs
            where company_id = \(company) and kind = \(lane.kind.name) and priority = \(Int16(clamping: lane.priority))
                and state = 'ready' and run_at <= now() and (run_at, id) >= (\(lane.from.runAt), \(lane.from.id))
            order by run_at, id
            limit \(batch.limit)
            for update skip locked
        ),
        placed as (select id, row_number() over (order by run_at, id) as place from candidate)
        update app.jobs as job
        set state = 'running', attempt = job.attempt + 1, started_at = now(), worker = \(worker),
            lease_until = now() + interval '60 seconds'
        from placed
        where job.company_id = \(company) and job.id = placed.id and placed.place <= (\(room(for: lane.kind)))
        returning job.id, job.kind, job.priority, job.version, job.payload, job.attempt, job.max_attempts,
            job.operation_id, (extract(epoch from job.started_at - job.run_at))::float8 as waited
        """
    }

    /// How many more jobs the caps admit, counted from the leases that are held. Nothing where the company has no limits.
    /// A lease that has ended is none: its holder can commit nothing any more.
    private func room(for kind: JobDeclaration) -> SQL {
        """
        select least(
            \(kind.perCompany) - count(*) filter (where running.kind = \(kind.name)),
            \(kind.queue.perCompany) - count(*) filter (where running.queue = \(kind.queue.name)),
            coalesce((select max_running from app.queue_limits where company_id = \(company)) - count(*), 0)
        )
        from app.jobs as running
        where running.company_id = \(company) and running.state = 'running' and running.lease_until > now()
        """
    }

    /// Locks the company's limits, which are made where there are none. Statements of their own: the count of leases must
    /// see what the last holder of the lock has claimed.
    private var lock: [SQL] {
        [
            "insert into app.queue_limits (company_id) values (\(company)) on conflict do nothing",
            "select max_running from app.queue_limits where company_id = \(company) for update",
        ]
    }
}

/// The size of a claim. A literal in the statement: with a parameter the planner expects a tenth of the lane and sorts
/// it, 20 to 35 times slower.
public enum JobBatch: Int, Sendable, CaseIterable {
    /// One job.
    case one = 1
    /// A few.
    case few = 8
    /// Many.
    case many = 64

    /// The largest batch that is not larger than the room there is, or one.
    public init(fitting room: Int) {
        self = Self.allCases.last { $0.rawValue <= room } ?? .one
    }

    var limit: SQL {
        switch self {
        case .one: "1"
        case .few: "8"
        case .many: "64"
        }
    }
}

extension ClaimedJob {
    init(row: Row, company: Company.ID, worker: UUID) throws {
        self.init(
            lease: JobLease(job: try row.get("id"), attempt: try row.get("attempt"), worker: worker),
            lane: JobLane(company: company, kind: try row.get("kind"), priority: try row.get("priority")),
            version: try row.get("version"),
            payload: try row.get("payload", as: JSONB.self).text,
            maxAttempts: try row.get("max_attempts"),
            operation: try row.get("operation_id"),
            waited: .seconds(try row.get("waited", as: Double.self))
        )
    }
}

extension UUID {
    static let smallest = UUID(uuid: (0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0))
}
