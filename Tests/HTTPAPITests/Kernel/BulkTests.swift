import Domain
import HTTPTypes
import HummingbirdTesting
import Store
import TestSupport
import Testing

@testable import HTTPAPI

@Suite(.database) struct BulkTests {
    private let good: JSON = ["name": "Lin", "code": "1"]
    private let twin: JSON = ["name": "Twin", "code": "1"]
    private let other: JSON = ["name": "Wang", "code": "2"]

    private func count(_ company: StaffedCompany) throws -> String {
        try testDatabase.psql("select count(*) from app.customers where company_id = '\(company.id)'")
    }

    @Test func `many are made at once, or none`() async throws {
        let company = try await Factory.company()
        try await TestAPI.run { client in
            let manager = try await client.caller(company.manager)
            let path = "/v1/companies/\(company.id)/customers/bulk"
            let refused = try await manager.post(path, ["items": [good, twin, other]])
            #expect(try refused.status == 409 && refused.errors == ["/items/1 customer.code_taken"])
            #expect(try count(company) == "0")
            let made = try await manager.post(path, ["items": [good, other]])
            let items = try made.json["items"]?.elements ?? []
            #expect(made.status == 201 && items.map { $0["item"]?["name"]?.text } == ["Lin", "Wang"])
            #expect(try count(company) == "2")
        }
    }

    @Test func `in part, each that cannot be made says why`() async throws {
        let company = try await Factory.company()
        try await TestAPI.run { client in
            let manager = try await client.caller(company.manager)
            let path = "/v1/companies/\(company.id)/customers/bulk?mode=partial"
            let headers: HTTPFields = [.idempotencyKey: "k1"]
            let reply = try await manager.post(path, ["items": [good, twin, other]], headers: headers)
            let items = try reply.json["items"]?.elements ?? []
            #expect(reply.status == 207 && items.map { $0["status"] } == [201, 409, 201])
            #expect(items[1]["code"]?.text == "customer.code_taken" && items[1]["item"] == nil)
            #expect(try count(company) == "2")
            let again = try await manager.post(path, ["items": [good, twin, other]], headers: headers)
            #expect(again.status == 207 && again.body == reply.body && again.headers[.idempotencyReplayed] == "true")
        }
    }

    @Test func `a trial tells everything and keeps nothing`() async throws {
        let company = try await Factory.company()
        try await TestAPI.run { client in
            let manager = try await client.caller(company.manager)
            let path = "/v1/companies/\(company.id)/customers/bulk?validate_only=true"
            let fine = try await manager.post(path, ["items": [good, other]])
            #expect(try fine.status == 200 && fine.json["validated_only"] == true)
            #expect(try await manager.post(path, ["items": [good, twin]]).status == 409)
            #expect(try await manager.post(path + "&mode=partial", ["items": [good, twin]]).status == 207)
            #expect(try count(company) == "0")
        }
    }

    @Test func `a thousand is the most, and each is checked`() async throws {
        let company = try await Factory.company()
        try await TestAPI.run { client in
            let manager = try await client.caller(company.manager)
            let path = "/v1/companies/\(company.id)/customers/bulk"
            let many = try await manager.post(path, ["items": .array(Array(repeating: ["name": "Lin"], count: 1001))])
            #expect(try many.status == 422 && many.errors == ["/items count"])
            let wrong = try await manager.post(path, ["items": [good, ["name": "", "x": 1]]])
            #expect(try wrong.errors == ["/items/1/name length", "/items/1/x unknown_field"])
            let most = try await manager.post(path, ["items": .array(Array(repeating: ["name": "Lin"], count: 1000))])
            #expect(most.status == 201)
        }
    }
}
