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
}

extension Database {
    /// The live jobs by company, kind and state.
    public func queueDepths() async throws -> [QueueDepth] {
        try await discover(
            """
            select company_id, kind, state, count(*) as count,
                coalesce(greatest(
                    (extract(epoch from now() - min(run_at) filter (where state = 'ready')))::float8, 0
                ), 0) as oldest
            from app.jobs
            group by company_id, kind, state
            order by company_id, kind, state
            """
        ) { row in
            QueueDepth(
                company: try row.get("company_id"),
                kind: try row.get("kind"),
                state: try row.get("state"),
                count: try row.get("count"),
                oldest: .seconds(try row.get("oldest", as: Double.self))
            )
        }
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

    /// How many jobs the company may run at once, over all workers; nil where it has never run any.
    public func maxRunningJobs() async throws -> Int? {
        try await first("select max_running from app.queue_limits where company_id = \(company)") {
            try $0.get("max_running")
        }
    }

    /// Sets how many jobs the company may run at once, over all workers: 0 to 10,000; 0 stops its queue.
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
