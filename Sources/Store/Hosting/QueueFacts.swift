import Postgres

/// The state of background work over all companies, as far as the host may see it.
public struct QueueFacts: Sendable {
    /// Jobs that wait or run.
    public let live: Int
    /// Seconds that the job due for longest has waited; zero where none is due.
    public let oldestReady: Double
    /// Running jobs whose lease has expired.
    public let lostLeases: Int
    /// Seconds that the webhook due for longest has waited to be sent to; zero where none is due.
    public let oldestWebhook: Double
}

extension HostingTransaction {
    /// Counts live jobs of every company.
    public func queueFacts() async throws -> QueueFacts {
        try await one(
            """
            select count(*)::int as live,
                coalesce(greatest(
                    extract(epoch from now() - min(run_at) filter (where state = 'ready')), 0
                ), 0)::float8 as oldest,
                (count(*) filter (where state = 'running' and lease_until < now()))::int as lost,
                coalesce((
                    select greatest(extract(epoch from now() - min(due_at)), 0) from app.webhook_lines
                ), 0)::float8 as webhook
            from app.jobs
            """
        ) { row in
            QueueFacts(
                live: try row.get("live"),
                oldestReady: try row.get("oldest"),
                lostLeases: try row.get("lost"),
                oldestWebhook: try row.get("webhook")
            )
        }
    }
}

extension CompanyTransaction {
    /// How many jobs of the company were given up and are still kept.
    public func deadJobs() async throws -> Int {
        try await one(
            "select count(*)::int as dead from app.job_history where company_id = \(company) and state = 'dead'"
        ) { try $0.get("dead") }
    }
}
