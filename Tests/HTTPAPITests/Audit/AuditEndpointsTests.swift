import Domain
import HTTPTypes
import HummingbirdTesting
import Store
import TestSupport
import Testing

@testable import HTTPAPI

@Suite(.database) struct AuditEndpointsTests {
    @Test func `an owner and an auditor read who changed what, and nobody else`() async throws {
        let company = try await Factory.company()
        try await TestAPI.run { client in
            let manager = try await client.caller(company.manager)
            let owner = try await client.caller(try await Factory.member(of: company.id, .owner))
            let path = "/v1/companies/\(company.id)/"
            let made = try await manager.post(path + "customers", ["name": "Lin", "kind": "person"])
            let id = try made.text("id")
            _ = try await manager.patch(path + "customers/\(id)", ["name": "Lin Wei"], version: 1)

            let reply = try await owner.get(path + "audit-events?entity=customers&entity_id=\(id)")
            let events = try reply.json["items"]?.elements ?? []
            #expect(reply.status == 200 && events.map { $0["action"]?.text } == ["update", "insert"])
            #expect(events.first?["before"]?["name"] == "Lin" && events.first?["after"]?["name"] == "Lin Wei")
            #expect(events.first?["person_id"]?.text == company.manager.person?.description)
            #expect(events.first?["key_id"]?.text != nil)
            let one = try await owner.get(path + "audit-events/\(events.first?["id"]?.text ?? "")")
            #expect(try one.status == 200 && one.json == events.first)
            #expect(try await manager.get(path + "audit-events").status == 403)

            let auditor = try await client.caller(try await Factory.member(of: company.id, .auditor))
            let report = try await auditor.get(path + "audit-verification")
            #expect(try report.status == 200 && report.json["faults"] == [])
        }
    }

    @Test func `the use of a key is an event, once a day`() async throws {
        let company = try await Factory.company()
        try await TestAPI.run { client in
            let owner = try await client.caller(try await Factory.member(of: company.id, .owner))
            let path = "/v1/companies/\(company.id)/"
            for _ in 0..<3 { #expect(try await owner.get(path + "customers").status == 200) }
            let events = try await owner.get(path + "audit-events?action=key.use").json["items"]?.elements
            #expect(events?.count == 1)
        }
    }
}
