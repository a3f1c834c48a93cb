import Domain
import Foundation
import HTTPTypes
import Store
import TestSupport
import Testing

@testable import HTTPAPI

@Suite(.database) struct SessionTests {
    @Test func `a session works wherever a key of the person works`() async throws {
        let (ours, theirs) = (try await Factory.company(), try await Factory.company())
        let account = try await Account.of(ours.manager)
        try await TestAPI.run { client in
            var browser = Browser(client)
            let reply = try await browser.signIn(account)
            #expect(reply.status == 201)
            let cookie = try #require(reply.headers[values: .setCookie].first)
            #expect(cookie.hasPrefix("__Host-clientele_session="))
            for part in ["Path=/", "Secure", "HttpOnly", "SameSite=Lax"] { #expect(cookie.contains("; \(part)")) }
            #expect(!cookie.contains("Domain") && !String(decoding: reply.body, as: UTF8.self).contains(browser.secret))
            #expect(try await browser.ask(.get, "/v1/companies/\(ours.id)").status == 200)
            #expect(try await browser.ask(.get, "/v1/companies/\(theirs.id)").status == 404)
            let me = try await browser.ask(.get, "/v1/me")
            #expect(try me.json["person"]?["email"]?.text == account.email)
            #expect(try me.text("csrf_token") == browser.csrfToken)
            let made = try await browser.ask(.post, "/v1/companies/\(ours.id)/teams", ["name": "North"])
            #expect(made.status == 201)
            let key = try await client.caller(ours.manager)
            #expect(try await key.get("/v1/me").json["session"] == nil)
        }
    }

    @Test func `a change without the page's token, or with another, is 403`() async throws {
        let company = try await Factory.company()
        let account = try await Account.of(company.manager)
        try await TestAPI.run { client in
            var (browser, other) = (Browser(client), Browser(client))
            _ = try await (browser.signIn(account), other.signIn(account))
            let path = "/v1/companies/\(company.id)/teams"
            for token in [nil, "", "AAAA", other.csrfToken, browser.secret] {
                var forged = browser
                forged.csrfToken = token
                let reply = try await forged.ask(.post, path, ["name": "North"])
                #expect(try reply.status == 403 && reply.code == "csrf")
                #expect(try await forged.ask(.get, path).status == 200)
            }
        }
    }

    @Test func `a planted cookie is never taken over, and signing in again is another session`() async throws {
        let account = try await Account.of(try await Factory.company().agent)
        try await TestAPI.run { client in
            var browser = Browser(client)
            let planted = SecretToken.make().text
            browser.cookies[SessionCookie.session] = planted
            #expect(try await browser.ask(.get, "/v1/me").status == 401)
            _ = try await browser.signIn(account)
            let first = browser.secret
            #expect(first != planted)
            _ = try await browser.signIn(account)
            #expect(browser.secret != first)
            var victim = Browser(client)
            victim.cookies[SessionCookie.session] = planted
            #expect(try await victim.ask(.get, "/v1/me").status == 401)
            var twice = browser
            twice.cookies[SessionCookie.session] = "\(browser.secret); \(SessionCookie.session)=\(planted)"
            #expect(try await twice.ask(.get, "/v1/me").status == 401)
        }
    }

    @Test func `a new secret ends the one before, and the session stays the same`() async throws {
        let account = try await Account.of(try await Factory.company().agent)
        try await TestAPI.run { client in
            var browser = Browser(client)
            let session = try await browser.signIn(account).json["session"]?["id"]
            let before = browser
            let renewed = try await browser.keep(.post, "/v1/me/session/rotation")
            #expect(try renewed.status == 201 && renewed.json["session"]?["id"] == session)
            #expect(try await before.ask(.get, "/v1/me").status == 401)
            #expect(try await browser.ask(.get, "/v1/me").status == 200)
            #expect(browser.csrfToken != before.csrfToken)
        }
    }

    @Test func `a person sees their sessions and ends one, all others, or this one`() async throws {
        let company = try await Factory.company()
        let (account, other) = (try await Account.of(company.agent), try await Account.of(company.colleague))
        try await TestAPI.run { client in
            var browsers = [Browser(client), Browser(client), Browser(client), Browser(client)]
            for index in browsers.indices { _ = try await browsers[index].signIn(index == 3 ? other : account) }
            let sessions = try await browsers[0].ask(.get, "/v1/me/sessions").json["items"]?.elements ?? []
            #expect(sessions.count == 3 && sessions.filter { $0["is_current"] == true }.count == 1)
            #expect(sessions.allSatisfy { $0["network"]?.text == "203.0.113.0/24" })
            let second = try #require(sessions.dropFirst().first?["id"]?.text)
            #expect(try await browsers[3].ask(.delete, "/v1/me/sessions/\(second)").status == 404)
            #expect(try await browsers[0].ask(.delete, "/v1/me/sessions/\(second)").status == 204)
            #expect(try await browsers[1].ask(.get, "/v1/me").status == 401)
            #expect(try await browsers[0].ask(.delete, "/v1/me/sessions").status == 204)
            #expect(try await browsers[2].ask(.get, "/v1/me").status == 401)
            #expect(try await browsers[0].ask(.delete, "/v1/me/session").status == 204)
            #expect(try await browsers[0].ask(.get, "/v1/me").status == 401)
            #expect(try await browsers[3].ask(.get, "/v1/me").status == 200)
        }
    }

    @Test func `a key has no session to end or to renew`() async throws {
        let company = try await Factory.company()
        try await TestAPI.run { client in
            let caller = try await client.caller(company.agent)
            #expect(try await caller.ask(.delete, "/v1/me/session").code == "session.none")
            #expect(try await caller.post("/v1/me/session/rotation").code == "session.none")
        }
    }

    @Test(arguments: ["last_seen_at = now() - interval '31 minutes'", "expires_at = now()"])
    func `a session ends when it is not used, and in the end anyway`(ending: String) async throws {
        let account = try await Account.of(try await Factory.company().agent)
        let browser = try await TestAPI.run { client in
            var browser = Browser(client)
            _ = try await browser.signIn(account)
            #expect(try await browser.ask(.get, "/v1/me").status == 200)
            return browser
        }
        let older = "created_at = now() - interval '1 day', \(ending)"
        try testDatabase.psql("update app.sessions set \(older) where person_id = '\(account.person)'")
        // Another process remembers nothing.
        try await TestAPI.run { client in
            var later = Browser(client)
            later.cookies = browser.cookies
            let reply = try await later.ask(.get, "/v1/me")
            #expect(reply.status == 401)
        }
    }

    @Test func `who leaves a company is a stranger there, in a session too`() async throws {
        let company = try await Factory.company()
        let account = try await Account.of(company.agent)
        let browser = try await TestAPI.run { client in
            var browser = Browser(client)
            _ = try await browser.signIn(account)
            #expect(try await browser.ask(.get, "/v1/companies/\(company.id)").status == 200)
            return browser
        }
        _ = try await database.withCompany(company.id, as: .operator) {
            try await $0.endMembership(account.person, expecting: 1)
        }
        try await TestAPI.run { client in
            var later = Browser(client)
            later.cookies = browser.cookies
            let reply = try await later.ask(.get, "/v1/companies/\(company.id)")
            #expect(reply.status == 404)
        }
    }

    @Test func `a person has so many sessions and no more`() async throws {
        let account = try await Account.of(try await Factory.company().agent)
        try await TestAPI.run { client in
            var first = Browser(client)
            _ = try await first.signIn(account)
            for _ in 0..<Session.mostOfOnePerson {
                var browser = Browser(client)
                _ = try await browser.signIn(account)
            }
            #expect(try await first.ask(.get, "/v1/me").status == 401)
        }
    }

    @Test func `what happened to a login can be read, and the company sees a session's first use`() async throws {
        let company = try await Factory.company()
        let account = try await Account.of(company.manager)
        try await TestAPI.run { client in
            var browser = Browser(client)
            _ = try await browser.signIn(account, password: "wrong, wrong, wrong")
            _ = try await browser.signIn(account)
            for _ in 0..<3 { _ = try await browser.ask(.get, "/v1/companies/\(company.id)/teams") }
            _ = try await browser.keep(.post, "/v1/me/session/rotation")
            let page = try await browser.ask(.get, "/v1/me/sign-ins?limit=2")
            #expect(
                try page.json["items"]?.elements.compactMap { $0["deed"]?.text } == ["session_rotated", "signed_in"]
            )
            let rest = try await browser.ask(.get, "/v1/me/sign-ins?cursor=\(page.text("next_cursor"))")
            #expect(try rest.json["items"]?.elements.compactMap { $0["deed"]?.text } == ["refused"])
        }
        let events = try testDatabase.psql(
            """
            select count(*), count(distinct person_id) from app.audit_events
            where company_id = '\(company.id)' and action = 'sign_in' and person_id = '\(account.person)'
            """
        )
        #expect(events == "1|1")
    }
}
