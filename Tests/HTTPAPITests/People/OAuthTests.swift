import Domain
import Foundation
import HTTPTypes
import HummingbirdTesting
import Store
import TestSupport
import Testing

@testable import HTTPAPI

@Suite(.database) struct OAuthTests {
    /// A program that has a key, and comes from somewhere.
    private struct Program {
        let client: any TestClientProtocol
        let issued: (key: APIKey, secret: APIKeySecret)
        var network = "198.51.100.\(Int.random(in: 1...250))"

        init(_ client: any TestClientProtocol, _ bearer: APIKey.Bearer, scopes: [String]? = nil) async throws {
            self.client = client
            issued = try await database.withHosting {
                try await $0.issueKey(
                    to: bearer,
                    name: "shop",
                    expiresAt: nil,
                    scopes: scopes?.compactMap(KeyScope.init(rawValue:))
                )
            }
        }

        var basic: String {
            "Basic " + Data("\(issued.key.prefix):\(issued.secret.text)".utf8).base64EncodedString()
        }

        func send(_ path: String, _ form: String, authorization: String? = nil) async throws -> Reply {
            var headers: HTTPFields = [
                .contentType: "application/x-www-form-urlencoded; charset=utf-8", .forwardedFor: network,
            ]
            headers[.authorization] = authorization
            return try await client.stranger.send(.post, "/v1/oauth/\(path)", Array(form.utf8), headers: headers)
        }

        func token(_ more: String = "") async throws -> Reply {
            try await send("token", "grant_type=client_credentials" + more, authorization: basic)
        }

        func revoke(_ token: String) async throws -> Reply {
            try await send("revocation", "token=\(token)&token_type_hint=access_token", authorization: basic)
        }

        func caller(_ token: Reply) throws -> Caller {
            Caller(client: client, key: try token.text("access_token"))
        }
    }

    @Test func `an integration's key is exchanged for a token that acts as the key, for ten minutes`() async throws {
        let (ours, theirs) = (try await Factory.company(), try await Factory.company())
        try await TestAPI.run { client in
            let program = try await Program(client, .integration(ours.id))
            let given = try await program.token()
            #expect(try given.status == 200 && given.json["expires_in"] == 600)
            #expect(try given.text("token_type") == "Bearer" && given.text("scope") == "read write")
            #expect(given.headers[.cacheControl] == "no-store")
            let caller = try program.caller(given)
            #expect(try await caller.get("/v1/companies/\(ours.id)").status == 200)
            #expect(try await caller.get("/v1/companies/\(theirs.id)").status == 404)
            let made = try await caller.post("/v1/companies/\(ours.id)/customers", ["name": "Li", "kind": "person"])
            #expect(made.status == 201)
            let key = program.issued.key.id
            let events = try testDatabase.psql(
                """
                select string_agg(action, ',' order by id) from app.audit_events
                where company_id = '\(ours.id)' and (key_id = '\(key)' or entity_id = '\(key)')
                """
            )
            #expect(events == "key.issue,key.use,insert")
            let kept = try testDatabase.psql("select secret_hash from app.access_tokens where key_id = '\(key)'")
            #expect(try kept.count == 66 && !kept.contains(given.text("access_token")))
        }
    }

    @Test func `a program shows its key by Basic or in the form, and not both`() async throws {
        let company = try await Factory.company()
        try await TestAPI.run { client in
            let program = try await Program(client, .integration(company.id))
            let (id, secret) = (program.issued.key.prefix, program.issued.secret.text)
            let form = "grant_type=client_credentials&client_id=\(id)&client_secret=\(secret)"
            #expect(try await program.send("token", form).status == 200)
            #expect(try await program.token("&client_id=\(id)&unheard_of=1&scope=").status == 200)
            let twice = try await program.send("token", form, authorization: program.basic)
            #expect(try twice.status == 400 && twice.text("error") == "invalid_request")
            #expect(twice.headers[.contentType] == "application/json")
        }
    }

    @Test func `who shows no key that works is told so, and nothing else`() async throws {
        let company = try await Factory.company()
        try await TestAPI.run { client in
            let program = try await Program(client, .integration(company.id))
            let other = try await Program(client, .integration(company.id))
            let revoked = try await Program(client, .integration(try await Factory.company().id))
            try testDatabase.psql(
                "update app.api_keys set revoked_at = now() where id = '\(revoked.issued.key.id)'"
            )
            let (id, secret) = (program.issued.key.prefix, program.issued.secret.text)
            func form(_ id: String, _ secret: String) -> String {
                "grant_type=client_credentials&client_id=\(id)&client_secret=\(secret)"
            }
            var bodies: Set<[UInt8]> = []
            for wrong in [
                form(id, APIKeySecret.make().text), form(other.issued.key.prefix, secret), form("nobody", secret),
                form(revoked.issued.key.prefix, revoked.issued.secret.text),
            ] {
                let reply = try await program.send("token", wrong)
                #expect(try reply.status == 401 && reply.text("error") == "invalid_client")
                #expect(reply.headers[.wwwAuthenticate] == #"Basic realm="clientele""#)
                bodies.insert(reply.body)
            }
            #expect(bodies.count == 1)
            for header in [nil, "Basic", "Basic !", "Bearer \(secret)", "Basic bm9jb2xvbg=="] {
                let reply = try await program.send("token", "grant_type=client_credentials", authorization: header)
                #expect(try reply.status == 401 && reply.text("error") == "invalid_client")
            }
        }
    }

    @Test func `a token has the scopes that were asked for, within those of the key`() async throws {
        let company = try await Factory.company()
        try await TestAPI.run { client in
            let program = try await Program(client, .integration(company.id), scopes: ["read", "work:write"])
            let given = try await program.token("&scope=customers%3Aread+customers:read")
            #expect(try given.text("scope") == "customers:read")
            let path = "/v1/companies/\(company.id)/"
            let caller = try program.caller(given)
            #expect(try await caller.get(path + "customers").status == 200)
            #expect(try await caller.get(path + "tasks").code == "key.scope")
            #expect(try await program.token().text("scope") == "read work:write")
            let many = (1...21).map { "\(String(repeating: "a", count: $0)):read" }.joined(separator: "+")
            for wrong in ["customers:write", "write", "customers", "customers:read++", many] {
                let reply = try await program.token("&scope=\(wrong)")
                #expect(try reply.status == 400 && reply.text("error") == "invalid_scope", "\(wrong)")
            }
        }
    }

    @Test func `a token dies with its key, and at its end`() async throws {
        let company = try await Factory.company()
        let path = "/v1/companies/\(company.id)"
        try await TestAPI.run { client in
            let program = try await Program(client, .integration(company.id))
            let caller = try program.caller(try await program.token())
            #expect(try await caller.get(path).status == 200)
            let manager = try await client.caller(company.manager)
            let key = "\(path)/integration-keys/\(program.issued.key.id)"
            #expect(try await manager.ask(.delete, key).status == 204)
            #expect(try await caller.get(path).status == 401)
        }
        try await TestAPI.run { client in
            let program = try await Program(client, .integration(company.id))
            let caller = try program.caller(try await program.token())
            try testDatabase.psql(
                """
                update app.access_tokens set created_at = now() - interval '10 minutes', expires_at = now()
                where key_id = '\(program.issued.key.id)'
                """
            )
            #expect(try await caller.get(path).status == 401)
            // The next one clears it away.
            #expect(try await program.token().status == 200)
            let kept = "select count(*) from app.access_tokens where key_id = '\(program.issued.key.id)'"
            #expect(try testDatabase.psql(kept) == "1")
        }
    }

    @Test func `a token works no longer than its key`() async throws {
        let company = try await Factory.company()
        try await TestAPI.run { client in
            let program = try await Program(client, .integration(company.id))
            try testDatabase.psql(
                "update app.api_keys set expires_at = now() + interval '1 minute' where id = '\(program.issued.key.id)'"
            )
            guard case .integer(let seconds)? = try await program.token().json["expires_in"] else {
                Issue.record("no expires_in")
                return
            }
            #expect((1...60).contains(seconds))
        }
    }

    @Test func `a token that is given back works no more, and another's stays`() async throws {
        let company = try await Factory.company()
        let path = "/v1/companies/\(company.id)"
        try await TestAPI.run { client in
            let program = try await Program(client, .integration(company.id))
            let other = try await Program(client, .integration(company.id))
            let (first, second) = (try await program.token(), try await program.token())
            #expect(try await program.caller(first).get(path).status == 200)
            #expect(try await other.revoke(first.text("access_token")).status == 200)
            #expect(try await program.caller(first).get(path).status == 200)
            let revoked = try await program.revoke(first.text("access_token"))
            #expect(revoked.status == 200 && revoked.body.isEmpty)
            #expect(try await program.caller(first).get(path).status == 401)
            #expect(try await program.caller(second).get(path).status == 200)
            #expect(try await program.revoke(AccessToken.make().text).status == 200)
            #expect(try await program.revoke("whatever").status == 200)
            #expect(try await program.revoke("").text("error") == "invalid_request")
        }
    }

    @Test func `the key of a person is not exchanged, nor one of a suspended company`() async throws {
        let company = try await Factory.company()
        try await TestAPI.run { client in
            let person = try await Program(client, .person(try #require(company.agent.person)))
            let integration = try await Program(client, .integration(company.id))
            _ = try await database.withHosting {
                try await $0.changeCompany(company.id, CompanyChange(state: .suspended), expecting: 1)
            }
            for program in [person, integration] {
                let reply = try await program.token()
                #expect(try reply.status == 400 && reply.text("error") == "unauthorized_client")
            }
        }
    }

    @Test func `what is no request of OAuth is refused as OAuth says it`() async throws {
        let company = try await Factory.company()
        try await TestAPI.run { client in
            let program = try await Program(client, .integration(company.id))
            for (form, error) in [
                ("", "invalid_request"), ("grant_type=", "invalid_request"), ("scope=read", "invalid_request"),
                ("grant_type=password", "unsupported_grant_type"), ("grant_type=%ff", "invalid_request"),
                ("grant_type=client_credentials&grant_type=client_credentials", "invalid_request"),
            ] {
                let reply = try await program.send("token", form, authorization: program.basic)
                #expect(try reply.status == 400 && reply.text("error") == error, "\(form)")
            }
            let json = try await client.stranger.post("/v1/oauth/token", ["grant_type": "client_credentials"])
            #expect(json.status == 415)
        }
    }

    @Test func `wrong keys are counted by network, and tokens by key`() async throws {
        let company = try await Factory.company()
        try await TestAPI.run { client in
            var program = try await Program(client, .integration(company.id))
            program.network = "192.0.2.7"
            let wrong = "grant_type=client_credentials&client_id=nobody&client_secret=nothing"
            for _ in 0..<100 { #expect(try await program.send("token", wrong).status == 401) }
            let refused = try await program.token()
            #expect(try refused.status == 429 && refused.code == "sign_in.throttled")
            program.network = "192.0.3.7"
            for _ in 0..<100 { #expect(try await program.token().status == 200) }
            #expect(try await program.token().status == 429)
        }
    }
}
