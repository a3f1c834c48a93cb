import Domain
import Foundation
import HTTPTypes
import Store
import TestSupport
import Testing

@testable import HTTPAPI

@Suite(.database) struct IdempotencyTests {
    private func header(_ key: String) -> HTTPFields { [.idempotencyKey: key] }

    @Test func `a repeated request gets the first answer and has one effect`() async throws {
        let company = try await Factory.company()
        try await TestAPI.run { client in
            let manager = try await client.caller(company.manager)
            let path = "/v1/companies/\(company.id)/teams"
            let first = try await manager.post(path, ["name": "East"], headers: header("k1"))
            let again = try await manager.post(path, ["name": "East"], headers: header("\"k1\""))
            #expect(first.status == 201 && again.status == 201)
            #expect(first.body == again.body && first.headers[.location] == again.headers[.location])
            #expect(first.headers[.eTag] == again.headers[.eTag])
            #expect(first.headers[.idempotencyReplayed] == nil && again.headers[.idempotencyReplayed] == "true")
            #expect(try await manager.get(path).json["items"]?.elements.count == 1)
        }
    }

    @Test func `another body under the same key is refused`() async throws {
        let company = try await Factory.company()
        try await TestAPI.run { client in
            let manager = try await client.caller(company.manager)
            let path = "/v1/companies/\(company.id)/teams"
            _ = try await manager.post(path, ["name": "East"], headers: header("k1"))
            let other = try await manager.post(path, ["name": "West"], headers: header("k1"))
            #expect(try other.status == 422 && other.code == "idempotency.other_body")
        }
    }

    @Test func `a key belongs to its bearer, its company and its path`() async throws {
        let (one, other) = (try await Factory.company(), try await Factory.company())
        try await TestAPI.run { client in
            for company in [one, other] {
                let manager = try await client.caller(company.manager)
                let reply = try await manager.post(
                    "/v1/companies/\(company.id)/teams",
                    ["name": "East"],
                    headers: header("same")
                )
                #expect(reply.status == 201 && reply.headers[.idempotencyReplayed] == nil)
            }
        }
    }

    @Test func `many at once have one effect`() async throws {
        let company = try await Factory.company()
        try await TestAPI.run { client in
            let manager = try await client.caller(company.manager)
            let path = "/v1/companies/\(company.id)/teams"
            let replies = try await withThrowingTaskGroup(of: Reply.self) { group in
                for _ in 0..<16 {
                    group.addTask { try await manager.post(path, ["name": "East"], headers: header("k1")) }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(replies.allSatisfy { $0.status == 201 || $0.status == 409 })
            #expect(replies.filter { $0.status == 201 && $0.headers[.idempotencyReplayed] == nil }.count == 1)
            for reply in replies where reply.status == 409 { #expect(try reply.code == "idempotency.in_flight") }
            #expect(try await manager.get(path).json["items"]?.elements.count == 1)
        }
    }

    @Test func `a refused request is given the same refusal again`() async throws {
        let company = try await Factory.company()
        try await TestAPI.run { client in
            let manager = try await client.caller(company.manager)
            let path = "/v1/companies/\(company.id)/teams"
            _ = try await manager.post(path, ["name": "East"])
            let refused = try await manager.post(path, ["name": "East"], headers: header("k1"))
            #expect(refused.status == 409)
            let id = try await manager.get(path).json["items"]?.elements.first?["id"]?.text ?? ""
            _ = try await manager.ask(.delete, "\(path)/\(id)", headers: [.ifMatch: "\"1\""])
            let again = try await manager.post(path, ["name": "East"], headers: header("k1"))
            #expect(again.status == 409 && again.headers[.idempotencyReplayed] == "true")
            #expect(try again.code == "team.name_taken")
        }
    }

    @Test(arguments: [" ", String(repeating: "x", count: 256), "é"])
    func `a key that is none is refused`(key: String) async throws {
        let company = try await Factory.company()
        try await TestAPI.run { client in
            let manager = try await client.caller(company.manager)
            let reply = try await manager.post("/v1/companies/\(company.id)/teams", ["name": "E"], headers: header(key))
            #expect(reply.status == 400)
        }
    }
}
