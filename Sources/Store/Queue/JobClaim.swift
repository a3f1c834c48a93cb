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

/// The front of a lane, as seen without a lock: it may have changed since.
public struct JobLaneFront: Sendable {
    /// The lane.
    public let lane: JobLane
    /// How long its first job is still to wait; zero or less is due.
    public let wait: Duration
    /// Whether anybody may act in the company; jobs of companies that are suspended or gone are dropped.
    public let isHosted: Bool

    /// The front of a lane as it was seen.
    public init(lane: JobLane, wait: Duration, isHosted: Bool) {
        self.lane = lane
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

extension Database {
    /// The fronts of the lanes that follow the given one, in the order of company, kind and priority.
    ///
    /// Hops along the lane index, one probe a lane, without a lock, however many jobs a lane holds.
    ///
    /// - Parameter limit: at most so many; fewer mean that there are no more behind them.
    public func jobLanes(after last: JobLane?, limit: Int) async throws -> [JobLaneFront] {
        let last = last ?? JobLane(company: Company.ID(UUID.smallest), kind: "", priority: 0)
        let lanes: SQL = """
            with recursive front as (
                (
                    select company_id, kind, priority, run_at from app.jobs
                    where state = 'ready'
                        and (company_id, kind, priority) > (\(last.company), \(last.kind), \(Int16(clamping: last.priority)))
                    order by company_id, kind, priority, run_at limit 1
                )
                union all
                select next.company_id, next.kind, next.priority, next.run_at
                from front cross join lateral (
                    select company_id, kind, priority, run_at from app.jobs as job
                    where job.state = 'ready'
                        and (job.company_id, job.kind, job.priority) > (front.company_id, front.kind, front.priority)
                    order by job.company_id, job.kind, job.priority, job.run_at limit 1
                ) as next
            ),
            page as materialized (select company_id, kind, priority, run_at from front limit \(limit))
            select page.company_id, page.kind, page.priority, (extract(epoch from page.run_at - now()))::float8 as wait,
                coalesce(company.state = 'active', false) as hosted
            from page left join app.companies as company on company.id = page.company_id
            order by page.company_id, page.kind, page.priority
            """
        return try await discover(lanes) { row in
            JobLaneFront(
                lane: JobLane(
                    company: try row.get("company_id"),
                    kind: try row.get("kind"),
                    priority: try row.get("priority")
                ),
                wait: .seconds(try row.get("wait", as: Double.self)),
                isHosted: try row.get("hosted")
            )
        }
    }

    /// One statement across companies, in the host's role. It takes no lock and needs no transaction.
    func discover<Value>(_ statement: SQL, _ decode: (Row) throws -> Value) async throws -> [Value] {
        try await hostingPool.run([statement], deadline: .after(.seconds(10)))[0].map(decode)
    }
}

extension CompanyTransaction {
    /// Claims jobs from the front of the first lane that has any to give, as many as the caps of kind, queue and company
    /// leave, and commits.
    ///
    /// - Parameters:
    ///   - lanes: kinds and priorities in the order in which to try them.
    ///   - batch: at most so many, from the first lane; one from another.
    ///   - worker: who holds the leases; a fresh id for every start of a process.
    public func claimJobs(
        _ lanes: [(kind: JobDeclaration, priority: Int)],
        batch: JobBatch,
        worker: UUID
    ) async throws -> [ClaimedJob] {
        guard let (kind, priority) = lanes.first else { return [] }
        let first = claim(kind, priority: priority, batch: batch, worker: worker)
        let isOnly = lanes.count == 1
        let rows = try await isOnly ? transaction.commit(with: lock + [first]) : transaction.batch(lock + [first])
        var claimed = try rows[lock.count].map { try ClaimedJob(row: $0, company: company, worker: worker) }
        if isOnly { return claimed }
        for lane in lanes.dropFirst() where claimed.isEmpty {
            claimed = try await all(claim(lane.kind, priority: lane.priority, batch: .one, worker: worker)) {
                try ClaimedJob(row: $0, company: company, worker: worker)
            }
        }
        return claimed
    }

    private func claim(_ kind: JobDeclaration, priority: Int, batch: JobBatch, worker: UUID) -> SQL {
        """
        with candidate as materialized (
            select id, run_at from app.jobs
            where company_id = \(company) and kind = \(kind.name) and priority = \(Int16(clamping: priority))
                and state = 'ready' and run_at <= now()
            order by run_at, id
            limit \(batch.limit)
            for update skip locked
        ),
        placed as (select id, row_number() over (order by run_at, id) as place from candidate)
        update app.jobs as job
        set state = 'running', attempt = job.attempt + 1, started_at = now(), worker = \(worker),
            lease_until = now() + interval '60 seconds'
        from placed
        where job.company_id = \(company) and job.id = placed.id and placed.place <= (\(room(for: kind)))
        returning job.id, job.kind, job.priority, job.version, job.payload, job.attempt, job.max_attempts,
            job.operation_id, (extract(epoch from now() - job.run_at))::float8 as waited
        """
    }

    /// How many more jobs the caps admit, counted from the leases there are. Nothing where the company has no limits.
    private func room(for kind: JobDeclaration) -> SQL {
        """
        select least(
            \(kind.perCompany) - count(*) filter (where running.kind = \(kind.name)),
            \(kind.queue.perCompany) - count(*) filter (where running.queue = \(kind.queue.name)),
            limits.max_running - count(running.kind)
        )
        from app.queue_limits as limits
        left join app.jobs as running
            on running.company_id = \(company) and running.state = 'running'
        where limits.company_id = \(company)
        group by limits.max_running
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
