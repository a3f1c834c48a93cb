import Domain
import Foundation
import HTTPTypes
import Store
import TestSupport
import Testing

@testable import HTTPAPI

@Suite(.database) struct ShareEndpointsTests {
    private func share(with person: Principal, _ level: String, for seconds: TimeInterval = 3600) throws -> JSON {
        [
            "person_id": .string(try #require(person.person).description), "level": .string(level),
            "reason": "on leave",
            "expires_at": .string(Date.now.addingTimeInterval(seconds).formatted(.iso8601)),
        ]
    }

    @Test func `a customer is shared to read, then to write, and taken back`() async throws {
        let company = try await Factory.company()
        try await TestAPI.run { client in
            let owner = try await client.caller(company.agent)
            let colleague = try await client.caller(company.colleague)
            let path = "/v1/companies/\(company.id)/"
            let customer = path + "customers/" + (try await owner.post(path + "customers", ["name": "Lin"]).text("id"))
            _ = try await owner.post(customer + "/contacts", ["name": "Wang"])
            #expect(try await colleague.get(customer).status == 404)
            let made = try await owner.post(customer + "/shares", share(with: company.colleague, "read"))
            #expect(try made.status == 201 && made.text("shared_by") == company.agent.person?.description)
            let one = try #require(made.headers[.location])
            for caller in [owner, colleague] {
                #expect(try await caller.get(one).body == made.body)
                #expect(try await caller.get(path + "shares").json["items"]?.elements.count == 1)
            }
            #expect(try await colleague.get(customer).status == 200)
            #expect(try await colleague.get(path + "customers").json["items"]?.elements.count == 1)
            #expect(try await colleague.get(customer + "/contacts").json["items"]?.elements.count == 1)
            let refused = try await colleague.patch(customer, ["note": "x"], version: 1)
            #expect(try refused.status == 403 && refused.code == "row.read_only")
            let contact = try await colleague.post(customer + "/contacts", ["name": "Zhao"])
            #expect(try contact.status == 403 && contact.code == "row.read_only")
            let onward = try await colleague.post(customer + "/shares", share(with: company.colleague, "read"))
            #expect(try onward.status == 403 && onward.code == "share.not_held")
            #expect(try await colleague.ask(.delete, one).status == 403)
            #expect(try await owner.post(customer + "/shares", share(with: company.colleague, "write")).status == 201)
            #expect(try await colleague.patch(customer, ["note": "x"], version: 1).status == 200)
            for item in try await owner.get(customer + "/shares").json["items"]?.elements ?? [] {
                #expect(try await owner.ask(.delete, path + "shares/" + (item["id"]?.text ?? "")).status == 204)
            }
            #expect(try await colleague.get(customer).status == 404)
            #expect(try await colleague.get(one).json["revoked_at"] != nil)
        }
        let events = try await database.readCompany(company.id, as: .operator) { transaction in
            try await transaction.auditEvents(.init(entity: "customer_shares"), before: nil, limit: 10)
        }
        #expect(events.map(\.action).sorted() == ["insert", "insert", "update", "update"])
    }

    @Test func `a share ends, with somebody who works here`() async throws {
        let (company, other) = (try await Factory.company(), try await Factory.company())
        try await TestAPI.run { client in
            let owner = try await client.caller(company.agent)
            let path = "/v1/companies/\(company.id)/"
            let customer = path + "customers/" + (try await owner.post(path + "customers", ["name": "Lin"]).text("id"))
            for seconds: TimeInterval in [-10, 367 * 86_400] {
                let body = try share(with: company.colleague, "read", for: seconds)
                let refused = try await owner.post(customer + "/shares", body)
                #expect(try refused.status == 422 && refused.code == "share.expiry")
            }
            let stranger = try await owner.post(customer + "/shares", share(with: other.agent, "read"))
            #expect(try stranger.status == 422 && stranger.code == "share.person_unknown")
            let colleague = try await client.caller(company.colleague)
            #expect(try await owner.post(customer + "/shares", share(with: company.colleague, "write")).status == 201)
            #expect(try await colleague.get(customer).status == 200)
            try testDatabase.psql(
                """
                update app.customer_shares set created_at = now() - interval '1 day', expires_at = now()
                where company_id = '\(company.id)'
                """
            )
            #expect(try await colleague.get(customer).status == 404)
        }
    }
}
