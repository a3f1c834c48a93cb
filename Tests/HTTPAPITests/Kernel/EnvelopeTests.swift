import Domain
import Foundation
import HTTPTypes
import HummingbirdTesting
import Store
import TestSupport
import Testing

@testable import HTTPAPI

/// What surrounds every operation: lengths, methods, traces, counts, repetition where no company is.
@Suite(.database) struct EnvelopeTests {
    @Test func `too long an address and too large headers are told apart`() async throws {
        try await TestAPI.run { client in
            let long = try await client.stranger.get("/v1/me/keys?q=" + String(repeating: "x", count: 8192))
            #expect(try long.status == 414 && long.code == "uri.too_long")
            let wide: HTTPFields = [.userAgent: String(repeating: "x", count: 32 * 1024)]
            let large = try await client.stranger.get("/v1/me/keys", headers: wide)
            #expect(try large.status == 431 && large.code == "headers.too_large")
            #expect(large.headers[.contentType] == "application/problem+json")
        }
    }

    @Test func `the reference page shows every operation and loads nothing`() async throws {
        try await TestAPI.run { client in
            let reply = try await client.stranger.get("/docs", headers: [.accept: "text/html"])
            let page = String(decoding: reply.body, as: UTF8.self)
            #expect(reply.status == 200 && reply.headers[.contentType] == "text/html; charset=utf-8")
            for endpoint in Routes.all { #expect(page.contains("<details id=\"\(endpoint.id)\">"), "\(endpoint.id)") }
            for loading in ["<script", "<link", "<img", " src=", "url(", "@import", "href=\"http"] {
                #expect(!page.contains(loading), "\(loading)")
            }
            #expect(reply.headers[.contentSecurityPolicy]?.hasPrefix("default-src 'none'") == true)
        }
    }

    @Test func `a method that nobody knows is 405 where there is a path`() async throws {
        let query = try #require(HTTPRequest.Method("QUERY"))
        try await TestAPI.run { client in
            let known = try await client.stranger.ask(query, "/v1/me/keys")
            #expect(known.status == 405 && known.headers[.allow] == "GET, HEAD, OPTIONS, POST")
            #expect(try await client.stranger.ask(query, "/v1/nothing").status == 404)
        }
    }

    @Test func `a trace goes on, and one is begun where there was none`() async throws {
        let header = try #require(HTTPField.Name("traceparent"))
        try await TestAPI.run { client in
            let trace = "0af7651916cd43dd8448eb211c80319c"
            let sent: HTTPFields = [header: "00-\(trace)-b7ad6b7169203331-01"]
            let reply = try await client.stranger.get("/v1/me/keys", headers: sent)
            let parts = try #require(reply.headers[header]).split(separator: "-")
            #expect(parts.count == 4 && parts[1] == trace && parts[2] != "b7ad6b7169203331" && parts[2].count == 16)
            let other = try await client.stranger.get("/v1/nothing")
            #expect(other.headers[header]?.count == 55)
        }
    }

    @Test func `a list is counted on request, from its beginning, up to a limit`() async throws {
        let company = try await Factory.company()
        try await database.withCompany(company.id, as: company.manager) { transaction in
            for number in 0..<3 { _ = try await transaction.insertCustomer(CustomerDraft(name: "Customer \(number)")) }
        }
        try await TestAPI.run { client in
            let manager = try await client.caller(company.manager)
            let path = "/v1/companies/\(company.id)/customers?limit=2"
            let first = try await manager.get(path + "&count=true")
            #expect(try first.json["count"] == 3 && first.json["count_capped"] == false)
            let cursor = try first.text("next_cursor")
            let second = try await manager.get(path + "&count=true&cursor=\(cursor)")
            #expect(try second.json["count"] == 3 && second.json["items"]?.elements.count == 1)
            #expect(try await manager.get(path).json["count"] == nil)
            _ = try testDatabase.psql(
                """
                insert into app.customers (company_id, name)
                select '\(company.id)', 'Many ' || n from generate_series(1, 1000) as n
                """
            )
            let many = try await manager.get(path + "&count=true")
            #expect(try many.json["count"] == 1000 && many.json["count_capped"] == true)
        }
    }

    @Test func `what an agency repeats is done once`() async throws {
        let company = try await Factory.company()
        try await TestAPI.run { client in
            let agency = try await client.agencyCaller(company.agency, role: .owner)
            let word = Factory.word()
            let draft: JSON = [
                "name": "New", "slug": .string(word), "locale": "en", "time_zone": "UTC", "currency": "USD",
            ]
            let headers: HTTPFields = [.idempotencyKey: "k1"]
            let first = try await agency.post("/v1/agency/companies", draft, headers: headers)
            let again = try await agency.post("/v1/agency/companies", draft, headers: headers)
            #expect(first.status == 201 && again.status == 201 && first.body == again.body)
            #expect(again.headers[.idempotencyReplayed] == "true")
            #expect(again.headers[.location] == first.headers[.location])
            let other = try await agency.post("/v1/agency/companies", ["name": "Other"], headers: headers)
            #expect(other.status == 422)
        }
    }

    @Test func `a secret is shown once and not kept for a repetition`() async throws {
        let company = try await Factory.company()
        try await TestAPI.run { client in
            let manager = try await client.caller(company.manager)
            let headers: HTTPFields = [.idempotencyKey: "k1"]
            for path in ["/v1/me/keys", "/v1/companies/\(company.id)/integration-keys"] {
                let first = try await manager.post(path, ["name": "Key"], headers: headers)
                #expect(first.status == 201)
                let secret = try first.text("secret")
                let again = try await manager.post(path, ["name": "Key"], headers: headers)
                #expect(try again.status == 409 && again.code == "idempotency.shown_once")
                let kept = try testDatabase.psql(
                    """
                    select count(*) from (
                        select body from app.idempotency_keys union all select body from app.hosting_replies
                    ) as replies where position('\(secret)'::bytea in body) > 0
                    """
                )
                #expect(kept == "0")
            }
        }
    }

    @Test func `a key says when it was last used`() async throws {
        let company = try await Factory.company()
        try await TestAPI.run { client in
            let manager = try await client.caller(company.manager)
            _ = try await manager.get("/v1/me/memberships")
            let keys = try await manager.get("/v1/me/keys").json["items"]?.elements
            #expect(keys?.first?["last_used_at"]?.text != nil)
        }
    }
}
