public import Domain
import FoundationEssentials
import Postgres

/// How many jobs of a kind a company has in one state.
public struct QueueDepth: Sendable {
    /// The company.
    public let company: Company.ID
    /// The kind of the jobs.
    public let kind: String
    /// Ready or running.
    public let state: Job.State
    /// How many there are.
    public let count: Int
    /// How long the first ready one has been due; zero where none is.
    public let oldest: Duration

    /// How many there are, as it was counted.
    public init(company: Company.ID, kind: String, state: Job.State, count: Int, oldest: Duration) {
        self.company = company
        self.kind = kind
        self.state = state
        self.count = count
        self.oldest = oldest
    }
}

/// How much a company has to do.
public struct QueueTotal: Sendable {
    /// The company.
    public let company: Company.ID
    /// Jobs that wait for their time or for a worker.
    public let ready: Int
    /// Jobs that a worker is at.
    public let running: Int
    /// How long the first ready one has been due; zero where none is.
    public let oldest: Duration

    /// A total as it was counted.
    public init(company: Company.ID, ready: Int, running: Int, oldest: Duration) {
        self.company = company
        self.ready = ready
        self.running = running
        self.oldest = oldest
    }
}

extension QueueDepth {
    fileprivate static let columns: SQL = """
        company_id, kind, state, count(*) as count,
        coalesce(greatest((extract(epoch from now() - min(run_at) filter (where state = 'ready')))::float8, 0), 0) as oldest
        """

    fileprivate init(row: Row) throws {
        self.init(
            company: try row.get("company_id"),
            kind: try row.get("kind"),
            state: try row.get("state"),
            count: try row.get("count"),
            oldest: .seconds(try row.get("oldest", as: Double.self))
        )
    }
}

extension HostingTransaction {
    /// What the companies of an agency have to do, in the order of their ids.
    public func queueTotals(of agency: Agency.ID, after last: Company.ID? = nil, limit: Int) async throws
        -> [QueueTotal]
    {
        try await all(
            """
            select company.id, count(*) filter (where job.state = 'ready') as ready,
                count(*) filter (where job.state = 'running') as running,
                coalesce(greatest(
                    (extract(epoch from now() - min(job.run_at) filter (where job.state = 'ready')))::float8, 0
                ), 0) as oldest
            from app.companies as company
            left join app.jobs as job on job.company_id = company.id
            where company.agency_id = \(agency) \(last.map { " and company.id > \($0)" } ?? .empty)
            group by company.id
            order by company.id
            limit \(limit)
            """
        ) { row in
            QueueTotal(
                company: try row.get("id"),
                ready: try row.get("ready"),
                running: try row.get("running"),
                oldest: .seconds(try row.get("oldest", as: Double.self))
            )
        }
    }
}

extension Database {
    /// The live jobs by company, kind and state.
    public func queueDepths() async throws -> [QueueDepth] {
        try await discover(
            """
            select \(QueueDepth.columns) from app.jobs
            group by company_id, kind, state
            order by company_id, kind, state
            """,
            QueueDepth.init(row:)
        )
    }

    /// Drops the ended jobs of whole months before this many, counted back from the running one; at least one is kept.
    ///
    /// - Returns: how many months were dropped.
    public func dropJobHistory(keeping months: Int) async throws -> Int {
        try await discover("select app.drop_job_history(\(Int32(clamping: months))) as dropped") {
            try $0.get("dropped", as: Int32.self)
        }.reduce(0) { $0 + Int($1) }
    }

    /// Makes the partitions of the coming months.
    public func makePartitionsAhead() async throws {
        _ = try await discover("select app.make_partitions_ahead()") { _ in }
    }
}

extension CompanyTransaction {
    /// Drops waiting jobs of a company in which nobody may act: into the history where it is suspended, for good where
    /// it is gone.
    ///
    /// - Returns: how many there were, at most 1,000 at a time.
    public func dropWaitingJobs() async throws -> Int {
        let isKnown = try await first("select from app.companies where id = \(company)") { _ in true } ?? false
        let waiting = try await all(
            "select id from app.jobs where company_id = \(company) and state = 'ready' limit 1000"
        ) { try $0.get("id", as: Job.ID.self) }
        guard !isKnown else { return try await cancelWaiting(waiting, reason: "the company is suspended") }
        return try await execute(
            """
            delete from app.jobs
            where company_id = \(company) and id = any(\(waiting)) and state = 'ready'
            """
        )
    }

    /// The company's live jobs by kind and state.
    public func queueDepths() async throws -> [QueueDepth] {
        try await all(
            """
            select \(QueueDepth.columns) from app.jobs
            where company_id = \(company)
            group by company_id, kind, state
            order by kind, state
            """,
            QueueDepth.init(row:)
        )
    }

    /// How many jobs the company may run at once, over all workers; nil where it has never run any.
    public func maxRunningJobs() async throws -> Int? {
        try await first("select max_running from app.queue_limits where company_id = \(company)") {
            try $0.get("max_running")
        }
    }

    /// Sets how many jobs the company may run at once, over all workers; see `QueueLimit`.
    public func setMaxRunningJobs(_ count: Int) async throws {
        try await execute(
            """
            insert into app.queue_limits (company_id, max_running) values (\(company), \(Int32(clamping: count)))
            on conflict (company_id) do update set max_running = excluded.max_running
            """
        )
        announceJobs()
    }
}
