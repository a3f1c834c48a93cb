import Domain
import Foundation
import HTTPTypes
import Store
import TestSupport
import Testing

@testable import HTTPAPI

@Suite(.database) struct CompanyEndpointsTests {
    @Test func `an agency hosts a company, staffs it and issues the first key`() async throws {
        let agency = try await database.withHosting { try await $0.insertAgency(name: "Harbour", id: .make()).id }
        try await TestAPI.run { client in
            let operating = try await client.agencyCaller(agency)
            let slug = Factory.word()
            let hosted = try await operating.post(
                "/v1/agency/companies",
                [
                    "name": "灯笼茶", "slug": .string(slug), "locale": "zh-CN", "time_zone": "Asia/Shanghai",
                    "currency": "CNY",
                ]
            )
            #expect(hosted.status == 201)
            let id = try hosted.text("id")
            #expect(hosted.headers[.location] == "/v1/agency/companies/\(id)")
            let member = try await operating.post(
                "/v1/agency/companies/\(id)/memberships",
                ["name": "Ann", "email": .string("\(slug)@people.example"), "role": "owner"]
            )
            #expect(try member.status == 201 && member.text("locale") == "zh-CN")
            let keys = "/v1/agency/companies/\(id)/memberships/\(try member.text("person_id"))/keys"
            let key = try await operating.post(keys, ["name": "first"])
            let owner = Caller(client: client, key: try key.text("secret"))
            let company = try await owner.get("/v1/companies/\(id)")
            #expect(company.status == 200 && company.headers[.eTag] == "\"1\"")
            #expect(
                try company.json.members.map(\.name) == [
                    "id", "name", "slug", "locale", "time_zone", "currency", "state", "version", "created_at",
                    "updated_at",
                ]
            )
            #expect(try await owner.get("/v1/companies/\(id)", headers: [.ifNoneMatch: "\"1\""]).status == 304)
            #expect(try await owner.get("/v1/companies/\(id)/settings").status == 200)
        }
    }

    @Test func `a short name is taken once and has its form`() async throws {
        let company = try await Factory.company()
        let slug = try await database.withHosting { try await $0.company(company.id)?.slug } ?? ""
        try await TestAPI.run { client in
            let operating = try await client.agencyCaller(company.agency)
            func host(_ slug: String, _ zone: String = "UTC") async throws -> Reply {
                let body: JSON = [
                    "name": "x", "slug": .string(slug), "locale": "en", "time_zone": .string(zone), "currency": "USD",
                ]
                return try await operating.post("/v1/agency/companies", body)
            }
            let taken = try await host(slug)
            #expect(try taken.status == 409 && taken.code == "company.slug_taken")
            #expect(try await host("Not A Slug").code == "company.slug_form")
            #expect(try await host(Factory.word(), "Mars/Olympus").code == "company.time_zone_unknown")
        }
    }

    @Test func `an agency sees and changes its own companies only`() async throws {
        let (ours, theirs) = (try await Factory.company(), try await Factory.company())
        try await TestAPI.run { client in
            let operating = try await client.agencyCaller(ours.agency)
            let list = try await operating.get("/v1/agency/companies")
            #expect(try list.json["items"]?.elements.compactMap { $0["id"]?.text } == [ours.id.description])
            let path = "/v1/agency/companies/\(theirs.id)"
            #expect(try await operating.get(path).status == 404)
            #expect(try await operating.patch(path, ["name": "x"], version: 1).status == 404)
            let member: JSON = ["name": "x", "email": "x@example.org", "role": "owner"]
            #expect(try await operating.post("\(path)/memberships", member).status == 404)
            let person = try #require(theirs.manager.person)
            let keys = "/v1/agency/companies/\(ours.id)/memberships/\(person)/keys"
            #expect(try await operating.post(keys, ["name": "x"]).status == 404)
        }
    }

    @Test func `an agency issues no key to somebody who also works for another`() async throws {
        let (ours, theirs) = (try await Factory.company(), try await Factory.company())
        let person = try await database.withHosting {
            try await $0.findOrAddPerson(name: "Both", email: "\(Factory.word())@people.example", locale: .english)
        }
        try await Factory.enrol(person, in: ours.id, .agent)
        try await Factory.enrol(person, in: theirs.id, .agent)
        try await TestAPI.run { client in
            let operating = try await client.agencyCaller(ours.agency)
            let keys = "/v1/agency/companies/\(ours.id)/memberships/\(person.id)/keys"
            let refused = try await operating.post(keys, ["name": "x"])
            #expect(try refused.status == 403 && refused.code == "person.not_ours")
        }
    }

    @Test func `a suspended company answers nobody until it is resumed`() async throws {
        let company = try await Factory.company()
        try await TestAPI.run { client in
            let operating = try await client.agencyCaller(company.agency)
            let path = "/v1/agency/companies/\(company.id)"
            #expect(try await operating.patch(path, ["state": "suspended"], version: 1).status == 200)
            let manager = try await client.caller(company.manager)
            #expect(try await manager.get("/v1/companies/\(company.id)").status == 404)
            #expect(try await operating.patch(path, ["state": "active"], version: 1).status == 412)
            #expect(try await operating.patch(path, ["state": "active"], version: 2).status == 200)
        }
    }

    @Test func `the owner changes the company, a leader its settings`() async throws {
        let company = try await Factory.company()
        let owner = try await Factory.member(of: company.id, .owner)
        try await TestAPI.run { client in
            let (owning, managing) = (try await client.caller(owner), try await client.caller(company.manager))
            let path = "/v1/companies/\(company.id)"
            let renamed = try await owning.patch(path, ["name": "New name", "time_zone": "Asia/Shanghai"], version: 1)
            #expect(try renamed.status == 200 && renamed.text("name") == "New name")
            #expect(try await managing.patch(path, ["name": "x"], version: 2).status == 403)
            let settings = try await managing.patch(
                "\(path)/settings",
                ["working_days": [7, 1, 7], "churn_due_days": 5],
                version: 1
            )
            #expect(settings.status == 200)
            #expect(try settings.json["working_days"] == [1, 7] && settings.json["churn_due_days"] == 5)
            #expect(try settings.json["task_capacity"] == 2000)
            let wrong = try await managing.patch("\(path)/settings", ["task_capacity": 0], version: 2)
            #expect(try wrong.status == 422 && wrong.errors == ["/task_capacity range"])
        }
    }
}
