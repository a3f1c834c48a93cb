import Foundation
import TestSupport
import Testing

/// The operator's view of the queue: the command line and the metrics of the worker's admin port.
@Suite struct QueueOperatorTests {
    private let installation: Installation
    private let shops: TwoShops

    init() throws {
        installation = try Installation()
        shops = try TwoShops(installation)
    }

    private func enqueue(_ shop: TwoShops.Shop, version: Int = 1, maxAttempts: Int = 12) throws -> String {
        try installation.server.psql(
            """
            insert into app.jobs (company_id, kind, version, max_attempts)
            values ('\(shop.id)', 'work.plan_work', \(version), \(maxAttempts)) returning id
            """,
            on: installation.database
        )
    }

    private func state(of job: String, _ shop: TwoShops.Shop) throws -> String? {
        try installation.json("jobs", "show", "--company", shop.slug, job)["state"].string
    }

    @Test func `the operator lists, cancels, retries and stops jobs, and the worker counts them`() async throws {
        let (tea, records) = (shops.tea, shops.records)
        let job = try enqueue(tea)
        let stats = try installation.json("jobs", "stats").array
        #expect(stats.filter { $0["company_id"].string == tea.id }.map { $0["count"].int } == [1])
        #expect(try installation.json("jobs", "list", "--company", "tea").array.map { $0["id"].string } == [job])
        #expect(try installation.json("jobs", "list", "--company", "records").array.isEmpty)

        try installation.clientele("jobs", "cancel", "--company", "tea", job).checked()
        #expect(try state(of: job, tea) == "cancelled")
        try installation.clientele("jobs", "retry", "--company", "tea", job).checked()
        #expect(try state(of: job, tea) == "ready")
        #expect(try installation.clientele("jobs", "retry", "--company", "records", job).status != 0)

        try installation.clientele("jobs", "pause", "--company", "tea").checked()
        let other = try enqueue(records)
        try await installation.start(["clientele-worker"])
        try await eventually("the other company's job is done", within: .seconds(30)) {
            try state(of: other, records) == "done"
        }
        #expect(try state(of: job, tea) == "ready")
        try installation.clientele("jobs", "resume", "--company", "tea", "--limit", "3").checked()
        try await eventually("the queue goes on", within: .seconds(30)) { try state(of: job, tea) == "done" }

        let unreadable = try enqueue(tea, version: 99, maxAttempts: 1)
        try await eventually("what nobody can read is dead", within: .seconds(30)) {
            try state(of: unreadable, tea) == "dead"
        }
        let dead = try installation.json("jobs", "list", "--company", "tea", "--state", "dead").array
        #expect(dead.map { $0["id"].string } == [unreadable] && dead[0]["last_error"].string != nil)

        let metrics = try await installation.metrics(ofWorker: true)
        let lane = "company=\"\(tea.id)\",kind=\"work.plan_work\""
        for line in [
            "clientele_jobs_ended{\(lane),outcome=\"done\"} 1", "clientele_jobs_ended{\(lane),outcome=\"dead\"} 1",
            "clientele_job_wait_count{\(lane)} 2", "clientele_job_run_count{\(lane)} ",
            "clientele_jobs{\(lane),state=\"ready\"} ", "clientele_job_oldest_ready_seconds{\(lane)} ",
        ] {
            #expect(metrics.contains("\n\(line)"), "\(line)")
        }
        try installation.remove()
    }

    private func schedule(_ name: String) throws -> JSON? {
        try installation.json("jobs", "schedules", "--company", "tea").array.first { $0["name"].string == name }
    }

    @Test func `the operator sets up, rests and removes a schedule`() throws {
        let rule = "last working day of the month at 17:00"
        try installation.clientele(
            "jobs",
            "schedule",
            "closing",
            "--company",
            "tea",
            "--kind",
            "work.plan_work",
            "--rule",
            rule
        ).checked()
        let made = try #require(try schedule("closing"))
        #expect(made["rule"].string == rule && made["paused"].bool == false)
        #expect(made["next_runs"].array.count == 5)
        try installation.clientele("jobs", "schedules", "--company", "tea", "--pause", "closing").checked()
        #expect(try schedule("closing")?["paused"].bool == true)
        try installation.clientele("jobs", "schedules", "--company", "tea", "--resume", "closing").checked()
        #expect(try schedule("closing")?["paused"].bool == false)
        try installation.clientele("jobs", "unschedule", "closing", "--company", "tea").checked()
        #expect(try schedule("closing") == nil)
        let bad = try installation.clientele("jobs", "schedule", "x", "--kind", "work.plan_work", "--rule", "sometimes")
        #expect(bad.status != 0 && !bad.errors.isEmpty)
        try installation.remove()
    }
}
