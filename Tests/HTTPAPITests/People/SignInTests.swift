import Domain
import Foundation
import HTTPTypes
import Store
import TestSupport
import Testing

@testable import HTTPAPI

@Suite(.database) struct SignInTests {
    @Test func `a person's key acts in each company where they have a membership`() async throws {
        let (tea, shop) = (try await Factory.company(), try await Factory.company())
        let person = try await database.withHosting {
            try await $0.findOrAddPerson(name: "Wang", email: "\(Factory.word())@people.example", locale: .chinese)
        }
        try await Factory.enrol(person, in: tea.id, .agent)
        try await Factory.enrol(person, in: shop.id, .manager)
        try await TestAPI.run { client in
            let caller = try await client.caller(bearer: .person(person.id))
            let mine = try await caller.get("/v1/me/memberships")
            let roles = try mine.json["items"]?.elements.compactMap { $0["role"]?.text } ?? []
            #expect(roles.sorted() == ["agent", "manager"])
            for company in [tea, shop] {
                #expect(try await caller.get("/v1/companies/\(company.id)").status == 200)
            }
        }
    }

    @Test func `an integration's key acts in its one company only`() async throws {
        let (ours, theirs) = (try await Factory.company(), try await Factory.company())
        try await TestAPI.run { client in
            let caller = try await client.caller(bearer: .integration(ours.id))
            #expect(try await caller.get("/v1/companies/\(ours.id)").status == 200)
            #expect(try await caller.get("/v1/companies/\(theirs.id)").status == 404)
            #expect(try await caller.get("/v1/me/memberships").status == 403)
        }
    }

    @Test func `a revoked key, an expired key and an unknown key are all the same 401`() async throws {
        let company = try await Factory.company()
        let bearer = APIKey.Bearer.person(try #require(company.manager.person))
        let (revoked, expired) = try await database.withHosting { hosting in
            let first = try await hosting.issueKey(to: bearer, name: "first", expiresAt: nil)
            _ = try await hosting.revokeKey(first.key.id, of: bearer)
            let second = try await hosting.issueKey(to: bearer, name: "second", expiresAt: .now + 3600)
            return (first, second)
        }
        try testDatabase.psql("update app.api_keys set expires_at = now() where id = '\(expired.key.id)'")
        try await TestAPI.run { client in
            var bodies: Set<String> = []
            for key in [revoked.secret.text, expired.secret.text, APIKeySecret.make().text] {
                let reply = try await Caller(client: client, key: key).get("/v1/me/memberships")
                #expect(reply.status == 401)
                bodies.insert(try reply.text("detail") + (try reply.code ?? ""))
            }
            #expect(bodies.count == 1)
        }
    }

    @Test func `who left a company, and whose company is suspended, is a stranger there`() async throws {
        let company = try await Factory.company()
        try await TestAPI.run { client in
            let agent = try await client.caller(company.agent)
            let manager = try await client.caller(company.manager)
            _ = try await database.withCompany(company.id, as: .operator) {
                try await $0.endMembership(try #require(company.agent.person), expecting: 1)
            }
            #expect(try await agent.get("/v1/companies/\(company.id)").status == 404)
            _ = try await database.withHosting {
                try await $0.changeCompany(company.id, CompanyChange(state: .suspended), expecting: 1)
            }
            #expect(try await manager.get("/v1/companies/\(company.id)").status == 404)
        }
    }

    @Test func `a person issues, lists and revokes keys, two at a time`() async throws {
        let company = try await Factory.company()
        try await TestAPI.run { client in
            let caller = try await client.caller(company.agent)
            let issued = try await caller.post("/v1/me/keys", ["name": "laptop", "expires_at": "2030-01-01T00:00:00Z"])
            #expect(issued.status == 201)
            let secret = try issued.text("secret")
            #expect(APIKeySecret(secret) != nil)
            let successor = Caller(client: client, key: secret)
            #expect(try await successor.get("/v1/me/memberships").status == 200)
            let third = try await caller.post("/v1/me/keys", ["name": "third"])
            #expect(try third.status == 409 && third.code == "key.too_many")
            let keys = try await caller.get("/v1/me/keys")
            #expect(try keys.json["items"]?.elements.count == 2)
            #expect(!String(decoding: keys.body, as: UTF8.self).contains(secret))
            let id = try issued.json["key"]?["id"]?.text ?? ""
            #expect(try await caller.ask(.delete, "/v1/me/keys/\(id)").status == 204)
            #expect(try await caller.ask(.delete, "/v1/me/keys/\(UUID().uuidString)").status == 404)
            #expect(try await caller.post("/v1/me/keys", ["name": "fourth"]).status == 201)
        }
    }

    @Test func `an expiry that has passed and an empty name are refused`() async throws {
        let company = try await Factory.company()
        try await TestAPI.run { client in
            let caller = try await client.caller(company.agent)
            let past = try await caller.post("/v1/me/keys", ["name": "x", "expires_at": "2020-01-01T00:00:00Z"])
            #expect(try past.status == 422 && past.code == "key.expiry_passed")
            let nameless = try await caller.post("/v1/me/keys", ["name": " "])
            #expect(try nameless.status == 422 && nameless.errors == ["/name blank"])
        }
    }

    @Test func `nobody revokes another's key`() async throws {
        let company = try await Factory.company()
        try await TestAPI.run { client in
            let (one, other) = (try await client.caller(company.agent), try await client.caller(company.colleague))
            let id = try await one.get("/v1/me/keys").json["items"]?.elements.first?["id"]?.text ?? ""
            #expect(try await other.ask(.delete, "/v1/me/keys/\(id)").status == 404)
            #expect(try await one.get("/v1/me/keys").status == 200)
        }
    }

    @Test func `leaders issue and revoke the keys of integrations`() async throws {
        let company = try await Factory.company()
        try await TestAPI.run { client in
            let manager = try await client.caller(company.manager)
            let path = "/v1/companies/\(company.id)/integration-keys"
            let issued = try await manager.post(path, ["name": "shop"])
            #expect(issued.status == 201)
            #expect(try await manager.get(path).json["items"]?.elements.count == 1)
            let id = try issued.json["key"]?["id"]?.text ?? ""
            #expect(try await manager.ask(.delete, "\(path)/\(id)").status == 204)
            let key = Caller(client: client, key: try issued.text("secret"))
            #expect(try await key.get("/v1/companies/\(company.id)").status == 401)
        }
    }
}
