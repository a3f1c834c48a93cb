import Domain
import Foundation
import HTTPTypes
import Store
import TestSupport
import Testing

@testable import HTTPAPI

@Suite(.database) struct LinkTests {
    private let password = "the first one ever"

    private func body(_ token: String) -> JSON { ["token": .string(token), "password": .string(password)] }

    private func reset(of principal: Principal) async throws -> String {
        let person = try #require(principal.person)
        return try await database.withHosting {
            try await $0.makeLink(.reset, for: person, by: .installation, from: .commandLine).secret.text
        }
    }

    @Test func `an owner invites a member, who sets a password once and signs in`() async throws {
        let company = try await Factory.company()
        let owner = try await Factory.member(of: company.id, .owner)
        let person = try #require(company.agent.person)
        let email = try #require(try await database.withHosting { try await $0.person(person) }).email
        let path = "/v1/companies/\(company.id)/memberships/\(person)/invitation"
        try await TestAPI.run { client in
            let owning = try await client.caller(owner)
            #expect(try await client.caller(company.manager).post(path).status == 403)
            let first = try await owning.post(path)
            #expect(first.status == 201)
            let invitation = try await owning.post(path)
            let token = try invitation.text("token")
            #expect(try invitation.text("link") == "https://clientele.example/invitation#\(token)")
            let browser = Browser(client)
            let superseded = try await browser.ask(.post, "/v1/invitations/acceptance", body(first.text("token")))
            #expect(try superseded.status == 422 && superseded.code == "link.dead")
            #expect(try await browser.ask(.post, "/v1/password-resets/completion", body(token)).code == "link.dead")
            #expect(try await browser.ask(.post, "/v1/invitations/acceptance", body(token)).status == 204)
            #expect(try await browser.ask(.post, "/v1/invitations/acceptance", body(token)).code == "link.dead")
            var signedIn = Browser(client)
            let account = Account(person: person, email: email, password: password)
            #expect(try await signedIn.signIn(account).status == 201)
            let again = try await owning.post(path)
            #expect(try again.status == 409 && again.code == "invitation.has_password")
            let nobody = path.replacing(person.description, with: UUID().uuidString)
            #expect(try await owning.post(nobody).status == 404)
        }
    }

    @Test func `nobody is taken over who works for others, before or after the link was made`() async throws {
        let (ours, theirs) = (try await Factory.company(), try await Factory.company())
        let owner = try await Factory.member(of: ours.id, .owner)
        try await TestAPI.run { client in
            let owning = try await client.caller(owner)
            func path(_ principal: Principal) throws -> String {
                "/v1/companies/\(ours.id)/memberships/\(try #require(principal.person))/invitation"
            }
            let made = try await owning.post(path(ours.agent))
            for principal in [ours.agent, ours.colleague] {
                let id = try #require(principal.person)
                let person = try #require(try await database.withHosting { try await $0.person(id) })
                try await Factory.enrol(person, in: theirs.id, .owner)
            }
            let reply = try await Browser(client).ask(.post, "/v1/invitations/acceptance", body(made.text("token")))
            #expect(try reply.code == "link.dead")
            let refused = try await owning.post(path(ours.colleague))
            #expect(try refused.status == 403 && refused.code == "person.not_ours")
        }
    }

    @Test func `an agency invites who works in its companies only`() async throws {
        let (ours, theirs) = (try await Factory.company(), try await Factory.company())
        try await TestAPI.run { client in
            let agency = try await client.agencyCaller(ours.agency, role: .owner)
            let path = "/v1/agency/companies/\(ours.id)/memberships/\(try #require(ours.agent.person))/invitation"
            let made = try await agency.post(path)
            #expect(made.status == 201)
            let stranger = try await client.agencyCaller(theirs.agency, role: .owner)
            #expect(try await stranger.post(path).status == 404)
            let accepted = try await Browser(client).ask(.post, "/v1/invitations/acceptance", body(made.text("token")))
            #expect(accepted.status == 204)
        }
    }

    @Test func `of many who use a link at once one succeeds`() async throws {
        let company = try await Factory.company()
        let token = try await reset(of: company.agent)
        try await TestAPI.run { client in
            let statuses = try await withThrowingTaskGroup(of: Int.self) { group in
                for _ in 0..<16 {
                    group.addTask {
                        try await Browser(client).ask(.post, "/v1/password-resets/completion", body(token)).status
                    }
                }
                return try await group.reduce(into: [Int]()) { $0.append($1) }
            }
            #expect(statuses.filter { $0 == 204 }.count == 1 && statuses.filter { $0 == 422 }.count == 15)
        }
    }

    @Test func `another password ends every session and every other link, and is looked at first`() async throws {
        let company = try await Factory.company()
        let account = try await Account.of(company.agent)
        let (token, other) = (try await reset(of: company.agent), try await reset(of: company.agent))
        try await TestAPI.run { client in
            var browser = Browser(client)
            _ = try await browser.signIn(account)
            let path = "/v1/password-resets/completion"
            let weak: JSON = ["token": .string(token), "password": "aaaaaaaaaaaaaaaa"]
            #expect(try await browser.ask(.post, path, weak).code == "password.too_common")
            #expect(try await browser.ask(.post, path, body(token)).status == 204)
            #expect(try await browser.ask(.get, "/v1/me").status == 401)
            #expect(try await browser.ask(.post, path, body(other)).code == "link.dead")
            #expect(try await browser.signIn(account).status == 401)
            #expect(try await browser.signIn(account, password: password).status == 201)
        }
    }

    @Test func `a link dies of age, and one that nobody made is dead`() async throws {
        let company = try await Factory.company()
        let token = try await reset(of: company.agent)
        let person = try #require(company.agent.person)
        try testDatabase.psql("update app.login_links set expires_at = now() where person_id = '\(person)'")
        try await TestAPI.run { client in
            for dead in [token, SecretToken.make().text, String(repeating: "!", count: 43)] {
                let reply = try await Browser(client).ask(.post, "/v1/password-resets/completion", body(dead))
                #expect(try reply.status == 422 && reply.code == "link.dead")
            }
        }
    }

    @Test func `who asks for a reset learns nothing, and at most one message waits`() async throws {
        let company = try await Factory.company()
        let person = try #require(company.agent.person)
        let email = try #require(try await database.withHosting { try await $0.person(person) }).email
        try await TestAPI.run(answerTime: .milliseconds(100)) { client in
            for address in [email, email, "\(Factory.word())@nobody.example"] {
                let start = ContinuousClock.now
                let reply = try await Browser(client).ask(.post, "/v1/password-resets", ["email": .string(address)])
                #expect(reply.status == 202 && reply.body.isEmpty)
                #expect(.now - start >= .milliseconds(100))
            }
        }
        let waiting = "select count(*), max(attempts) from app.reset_requests where person_id = '\(person)'"
        #expect(try testDatabase.psql(waiting) == "1|0")
    }
}
