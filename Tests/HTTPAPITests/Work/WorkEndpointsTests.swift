import Domain
import HTTPTypes
import HummingbirdTesting
import Store
import TestSupport
import Testing

@testable import HTTPAPI

@Suite(.database) struct WorkEndpointsTests {
    private let call: JSON = ["kind": "call", "summary": "Will order next week", "promised": "a catalogue"]

    @Test func `a task is completed with what happened, once, and the next visit is planned`() async throws {
        let shop = try await ScoredShop.make()
        let call = call
        try await TestAPI.run { client async throws in
            let agent = try await client.caller(shop.company.agent)
            let tasks = try await agent.get(shop.path("tasks?kind=visit&limit=1")).json["items"]?.elements
            let visit = try #require(tasks?.first), id = try #require(visit["id"]?.text)

            let done = try await agent.post(shop.path("tasks/\(id)/completion"), call)
            let again = try await agent.post(shop.path("tasks/\(id)/completion"), call)

            #expect(done.status == 201)
            #expect(try done.json["task"]?["state"] == "done")
            #expect(try done.json["next_task"]?["kind"] == "visit")
            #expect(try done.json["next_task"]?["customer"] == visit["customer"])
            #expect(again.status == 409)
            #expect(try again.code == "task.closed")
        }
    }

    @Test func `a task by hand is changed with its version, given away and cancelled`() async throws {
        let shop = try await ScoredShop.make()
        let colleague = try #require(shop.company.colleague.person)
        try await TestAPI.run { client async throws in
            let manager = try await client.caller(shop.company.manager)
            let draft: JSON = [
                "customer_id": .string(shop.customers[0].description), "title": "Call back", "due_on": "2026-12-01",
            ]

            let made = try await manager.post(shop.path("tasks"), draft)
            let path = try #require(made.headers[.location])
            let changed = try await manager.patch(path, ["assignee_id": .string(colleague.description)], version: 1)

            #expect(made.status == 201)
            #expect(try made.text("assignee_id") == shop.company.agent.person?.description)
            #expect(try changed.text("assignee_id") == colleague.description)
            #expect(try await manager.patch(path, ["title": "x"], version: 1).status == 412)
            #expect(try await manager.ask(.patch, path, ["title": "x"]).status == 428)
            // Seen with its customer, and by whom it is given to.
            let third = try await Factory.member(of: shop.company.id, .agent)
            for (who, status) in [(shop.company.agent, 200), (shop.company.colleague, 200), (third, 404)] {
                #expect(try await client.caller(who).get(path).status == status)
            }
            #expect(try await manager.post("\(path)/cancellation").text("state") == "cancelled")
            #expect(try await manager.post("\(path)/cancellation").status == 409)
        }
    }

    @Test func `one worklist holds the work of both companies, each with its company`() async throws {
        let first = try await ScoredShop.make()
        let second = try await Factory.company(of: first.company.agency)
        let person = try #require(first.company.agent.person)
        try await enrol(person, in: second)
        _ = try await ScoredShop.make(
            StaffedCompany(
                id: second.id,
                agency: second.agency,
                manager: second.manager,
                agent: Principal(person: person, role: .agent),
                colleague: second.colleague
            )
        )
        try await TestAPI.run { client async throws in
            let agent = try await client.caller(first.company.agent)

            let all = try await agent.get("/v1/me/worklist?through=2099-01-01&limit=200")
            let page = try await agent.get("/v1/me/worklist?through=2099-01-01&limit=7")
            let rest = try await agent.get(
                "/v1/me/worklist?through=2099-01-01&limit=200&cursor=\(page.text("next_cursor"))"
            )

            let items = try all.json["items"]?.elements ?? []
            // A visit and the follow-up of a warning for each of ten customers, twice.
            #expect(items.count == 40)
            #expect(
                Set(items.compactMap { $0["company"]?["id"]?.text })
                    == [first.company.id.description, second.id.description]
            )
            let days = items.compactMap { $0["due_on"]?.text }
            #expect(days == days.sorted())
            #expect(try page.json["items"] == .array(Array(items.prefix(7))))
            #expect(try rest.json["items"] == .array(Array(items.dropFirst(7))))
        }
    }

    private func enrol(_ person: Person.ID, in company: StaffedCompany) async throws {
        try TestServer.shared.psql(
            """
            insert into app.memberships (company_id, person_id, role, name)
            values ('\(company.id)', '\(person)', 'agent', 'Serves both')
            """,
            on: testDatabase.name
        )
    }

    @Test func `progress adds up, and an agent reads the own row`() async throws {
        let shop = try await ScoredShop.make()
        let call = call
        try await TestAPI.run { client async throws in
            let manager = try await client.caller(shop.company.manager)
            let agent = try await client.caller(shop.company.agent)
            let task = try await agent.get(shop.path("tasks?limit=1")).json["items"]?.elements.first?["id"]?.text
            _ = try await agent.post(shop.path("tasks/\(try #require(task))/completion"), call)

            let year = "from=\(shop.days[0])&to=\(shop.days[0].adding(days: 365))"
            let all = try await manager.get(shop.path("progress?\(year)"))
            let own = try await agent.get(shop.path("progress?\(year)"))

            let total = try #require(try all.json["total"])
            #expect(total["done_tasks"] == 1)
            #expect(total["interactions"] == 1)
            #expect(total["customers"] == 10)
            for (tier, count) in ["A": 1, "B": 2, "C": 3, "D": 4] as [String: JSON] {
                #expect(total["customers_by_tier"]?[tier] == count)
            }
            #expect(total["not_contacted"] == 9)
            #expect(total["revenue"] == ["amount_minor": 55_000, "currency": "USD"])
            #expect(try all.json["agents"]?.elements.count == 2)
            #expect(try own.json["agents"]?.elements.count == 1)
            #expect(
                try own.json["agents"]?.elements.first?["person_id"]?.text == shop.company.agent.person?.description
            )
            #expect(try await manager.get(shop.path("progress?from=2026-02-01&to=2026-02-01")).status == 422)
        }
    }

    @Test func `nobody of another company finds any of it`() async throws {
        let shop = try await ScoredShop.make(), other = try await Factory.company()
        let call = call
        try await TestAPI.run { client async throws in
            let agent = try await client.caller(shop.company.agent), stranger = try await client.caller(other.agent)
            let tasks = try await agent.get(shop.path("tasks?limit=1")).json["items"]?.elements
            let id = try #require(tasks?.first?["id"]?.text)
            let theirs = "/v1/companies/\(other.id)"

            for base in [shop.path("tasks/\(id)"), "\(theirs)/tasks/\(id)"] {
                #expect(try await stranger.get(base).status == 404)
                #expect(try await stranger.post("\(base)/completion", call).status == 404)
                #expect(try await stranger.post("\(base)/cancellation").status == 404)
            }
            #expect(try await stranger.get(shop.path("progress")).status == 404)
            #expect(
                try await stranger.get("/v1/me/worklist?through=2099-01-01").json["items"]?.elements.isEmpty == true
            )
            let draft: JSON = [
                "customer_id": .string(shop.customers[0].description), "title": "x", "due_on": "2026-12-01",
            ]
            #expect(try await stranger.post("\(theirs)/tasks", draft).code == "task.unknown_customer")
        }
    }
}
