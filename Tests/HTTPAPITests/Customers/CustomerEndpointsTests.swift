import Domain
import HTTPTypes
import HummingbirdTesting
import NIOCore
import Store
import TestSupport
import Testing

@testable import HTTPAPI

@Suite(.database) struct CustomerEndpointsTests {
    @Test func `a customer is added, read, changed and archived`() async throws {
        let company = try await Factory.company()
        let base = "/v1/companies/\(company.id)/customers"
        try await TestAPI.run { client async throws in
            let manager = try await client.caller(company.manager)
            let made = try await manager.post(base, ["name": "王小明", "code": "C-1", "kind": "organisation"])
            #expect(made.status == 201)
            let path = try #require(made.headers[.location])
            #expect(try path == "\(base)/\(made.text("id"))")
            #expect(made.headers[.eTag] == "\"1\"")

            let changed = try await manager.patch(path, ["name": "王大明", "code": .null, "note": "vip"], version: 1)
            #expect(changed.status == 200)
            #expect(try changed.json["code"] == nil)
            #expect(
                try (changed.text("name"), changed.text("note"), changed.text("kind")) == ("王大明", "vip", "organisation")
            )
            #expect(try await manager.patch(path, ["name": "x"], version: 1).status == 412)
            #expect(try await manager.ask(.patch, path, ["name": "x"]).status == 428)

            #expect(try await manager.post("\(path)/archival").text("state") == "archived")
            let refused = try await manager.patch(path, ["name": "x"], version: 3)
            #expect(try (refused.status, refused.code) == (409, "customer.archived"))
            #expect(try await manager.ask(.delete, "\(path)/archival").status == 204)
            #expect(try await manager.get(path).text("state") == "active")
        }
    }

    @Test func `nobody of another company finds a customer or what belongs to it`() async throws {
        let ours = try await Factory.company(), theirs = try await Factory.company()
        let customer = try await database.withCompany(ours.id, as: ours.manager) {
            try await $0.insertCustomer(CustomerDraft(name: "Ann"))
        }
        try await TestAPI.run { client async throws in
            let stranger = try await client.caller(theirs.manager)
            for path in ["", "/contacts", "/interactions", "/orders", "/owners"] {
                #expect(
                    try await stranger.get("/v1/companies/\(theirs.id)/customers/\(customer.id)\(path)").status == 404
                )
                #expect(
                    try await stranger.get("/v1/companies/\(ours.id)/customers/\(customer.id)\(path)").status == 404
                )
            }
            #expect(
                try await stranger.get("/v1/companies/\(theirs.id)/customers").json["items"]?.elements.isEmpty == true
            )
        }
    }

    @Test func `lists have filters and pages`() async throws {
        let company = try await Factory.company()
        try await database.withCompany(company.id, as: company.manager) { transaction in
            for name in ["Ann", "Bob", "Cai"] {
                _ = try await transaction.insertCustomer(CustomerDraft(name: name), owner: company.agent.person)
            }
            _ = try await transaction.insertCustomer(CustomerDraft(name: "Dan"))
        }
        let base = "/v1/companies/\(company.id)/customers"
        try await TestAPI.run { client async throws in
            let manager = try await client.caller(company.manager), agent = try await client.caller(company.agent)
            func names(_ reply: Reply) throws -> [String] {
                try reply.json["items"]?.elements.compactMap { $0["name"]?.text } ?? []
            }
            let first = try await manager.get("\(base)?limit=3")
            #expect(try names(first) == ["Ann", "Bob", "Cai"])
            #expect(try await names(manager.get("\(base)?limit=3&cursor=\(first.text("next_cursor"))")) == ["Dan"])
            #expect(try await names(manager.get("\(base)?q=B")) == ["Bob"])
            #expect(try await names(manager.get("\(base)?owner_id=\(try #require(company.agent.person))")).count == 3)
            #expect(try await names(agent.get(base)) == ["Ann", "Bob", "Cai"])
            #expect(try await names(agent.get("\(base)?owner_id=\(try #require(company.colleague.person))")) == [])
            #expect(try await manager.get("\(base)?color=red").status == 422)
        }
    }

    @Test func `an agent adds customers of their own, and only managers give them away`() async throws {
        let company = try await Factory.company()
        let base = "/v1/companies/\(company.id)/customers"
        try await TestAPI.run { client async throws in
            let manager = try await client.caller(company.manager), agent = try await client.caller(company.agent)
            let made = try await agent.post(base, ["name": "Ann"])
            #expect(try made.text("owner_id") == company.agent.person?.description)
            let path = try #require(made.headers[.location])
            let colleague = try #require(company.colleague.person).description
            #expect(
                try await agent.post("\(path)/ownership", ["owner_id": .string(colleague), "reason": "x"]).status == 403
            )
            let given = try await manager.post(
                "\(path)/ownership",
                ["owner_id": .string(colleague), "reason": "handover"]
            )
            #expect(try (given.status, given.text("owner_id")) == (200, colleague))
            #expect(try await agent.get(path).status == 404)
            #expect(try await manager.get("\(path)/owners").json["items"]?.elements.count == 2)
        }
    }

    @Test func `contacts and interactions belong to a customer`() async throws {
        let company = try await Factory.company()
        let customer = try await database.withCompany(company.id, as: company.manager) {
            try await $0.insertCustomer(CustomerDraft(name: "Ann"), owner: company.agent.person)
        }
        let base = "/v1/companies/\(company.id)"
        try await TestAPI.run { client async throws in
            let agent = try await client.caller(company.agent), colleague = try await client.caller(company.colleague)
            let contact = try await agent.post(
                "\(base)/customers/\(customer.id)/contacts",
                ["name": "Li", "title": "CFO"]
            )
            #expect(contact.status == 201)
            let path = try #require(contact.headers[.location])
            #expect(try await colleague.get(path).status == 404)
            #expect(try await agent.patch(path, ["title": .null], version: 1).json["title"] == nil)
            #expect(try await agent.ask(.delete, path, headers: [.ifMatch: "\"2\""]).status == 204)

            let called = try await agent.post(
                "\(base)/customers/\(customer.id)/interactions",
                [
                    "kind": "call", "summary": "hello", "promised": "a catalogue",
                    "happened_at": "2026-01-02T03:04:05.123456Z",
                ]
            )
            #expect(called.status == 201)
            #expect(try called.text("happened_at") == "2026-01-02T03:04:05.123456Z")
            #expect(try called.text("person_id") == company.agent.person?.description)
            #expect(try await agent.get(try #require(called.headers[.location])).status == 200)
            #expect(try await colleague.get(try #require(called.headers[.location])).status == 404)
            let wrong = try await agent.post(
                "\(base)/customers/\(customer.id)/interactions",
                ["kind": "dance", "summary": "x"]
            )
            #expect(try wrong.errors == ["/kind choice"])
        }
    }
}
