import Domain
import HTTPTypes
import Store
import TestSupport
import Testing

@testable import HTTPAPI

@Suite(.database) struct JobEndpointsTests {
    private func enqueue(_ company: StaffedCompany) async throws -> Job.ID {
        try await database.withCompany(company.id, as: .operator) {
            try await $0.enqueue(.planWork, PlanWork())
        }
    }

    @Test func `an agency lists, cancels and retries jobs of a company that it hosts`() async throws {
        let company = try await Factory.company()
        let id = try await enqueue(company)
        try await TestAPI.run { client in
            let operating = try await client.agencyCaller(company.agency)
            let path = "/v1/agency/companies/\(company.id)/jobs"

            let list = try await operating.get("\(path)?state=ready&kind=work.plan_work")
            #expect(list.status == 200)
            #expect(try list.json["items"]?.elements.compactMap { $0["id"]?.text } == [id.description])

            let cancelled = try await operating.post("\(path)/\(id)/cancellation")
            #expect(try cancelled.status == 200 && cancelled.text("state") == "cancelled")
            #expect(try await operating.post("\(path)/\(id)/cancellation").status == 409)
            #expect(try await operating.get("\(path)?state=ready").json["items"]?.elements.isEmpty == true)

            let retried = try await operating.post("\(path)/\(id)/retry")
            #expect(try retried.status == 200 && retried.text("state") == "ready")
            #expect(try await operating.get("\(path)/\(id)").text("kind") == "work.plan_work")
        }
    }

    @Test func `an agency sees and limits a company's queue`() async throws {
        let company = try await Factory.company()
        _ = try await enqueue(company)
        try await TestAPI.run { client in
            let operating = try await client.agencyCaller(company.agency)
            let path = "/v1/agency/companies/\(company.id)/queue"

            let queue = try await operating.get(path)
            #expect(try queue.json["max_running"] == 64)
            #expect(try queue.json["jobs"]?.elements.first?["count"] == 1)

            let stopped = try await operating.ask(.patch, path, ["max_running": 0])
            #expect(try stopped.status == 200 && stopped.json["max_running"] == 0)
            let limit = try await database.withCompany(company.id, as: .operator) { try await $0.maxRunningJobs() }
            #expect(limit == 0)
            #expect(try await operating.ask(.patch, path, ["max_running": 10_001]).status == 422)

            let totals = try await operating.get("/v1/agency/queue")
            #expect(try totals.json["items"]?.elements.map { $0["ready"] } == [1])
        }
    }

    @Test func `an agency sees schedules with their next five runs and lets one rest`() async throws {
        let company = try await Factory.company()
        let id = try await database.withCompany(company.id, as: .operator) {
            try await $0.addSchedule(
                ScheduleDraft(
                    "close",
                    .planWork,
                    PlanWork(),
                    rule: ScheduleRule("last working day of the month at 17:00")
                )
            )
        }
        try await TestAPI.run { client in
            let operating = try await client.agencyCaller(company.agency)
            let path = "/v1/agency/companies/\(company.id)/schedules"

            let schedule = try #require(try await operating.get(path).json["items"]?.elements.first)
            #expect(schedule["rule"]?.text == "last working day of the month at 17:00")
            #expect(schedule["next_runs"]?.elements.count == 5)

            let paused = try await operating.ask(.patch, "\(path)/\(id)", ["paused": true])
            #expect(try paused.json["paused"] == true)
            let resumed = try await operating.ask(.patch, "\(path)/\(id)", ["paused": false])
            #expect(try resumed.json["paused"] == false)
        }
    }

    @Test func `another agency's company has no queue here`() async throws {
        let (ours, theirs) = (try await Factory.company(), try await Factory.company())
        let id = try await enqueue(theirs)
        try await TestAPI.run { client in
            let operating = try await client.agencyCaller(ours.agency)
            let path = "/v1/agency/companies/\(theirs.id)"
            #expect(try await operating.get("\(path)/jobs").status == 404)
            #expect(try await operating.get("\(path)/jobs/\(id)").status == 404)
            #expect(try await operating.post("\(path)/jobs/\(id)/cancellation").status == 404)
            #expect(try await operating.ask(.patch, "\(path)/queue", ["max_running": 0]).status == 404)
            // A job of another company under a company of ours is none.
            #expect(try await operating.get("/v1/agency/companies/\(ours.id)/jobs/\(id)").status == 404)
            #expect(try await operating.get("/v1/agency/queue").json["items"]?.elements.count == 1)
        }
    }
}
