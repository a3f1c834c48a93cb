import Domain
import Foundation
import HTTPTypes
import Logging
import Store
import Synchronization
import TestSupport
import Testing

@testable import HTTPAPI

/// Signing in, as somebody tries to who should not.
@Suite(.database) struct PasswordSignInTests {
    private func comparable(_ reply: Reply) throws -> [JSON.Member] {
        try reply.json.members.filter { $0.name != "request_id" }
    }

    @Test func `an unknown address answers as a wrong password does, after as long`() async throws {
        let passwords = PasswordHasher()
        let company = try await Factory.company()
        let account = try await Account.of(company.agent, passwords: passwords)
        let colleague = try #require(company.colleague.person)
        let keyed = try #require(try await database.withHosting { try await $0.person(colleague) })
        let emails = [account.email, "\(Factory.word())@nobody.example", keyed.email]
        try await TestAPI.run(passwords: passwords, answerTime: .milliseconds(250)) { client in
            var times: [[Duration]] = [[], [], []]
            for _ in 0..<5 {
                var answers: [[JSON.Member]] = []
                for (kind, email) in emails.enumerated() {
                    let body: JSON = ["email": .string(email), "password": "not what it is, is it"]
                    let start = ContinuousClock.now
                    let reply = try await Browser(client).ask(.post, "/v1/session", body)
                    times[kind].append(.now - start)
                    #expect(reply.status == 401)
                    answers.append(try comparable(reply))
                }
                #expect(Set(answers.map { String(describing: $0) }).count == 1)
            }
            let medians = times.map { $0.sorted()[2] }
            #expect(medians[1] < medians[0] * 1.6 && medians[0] < medians[1] * 1.6, "\(medians)")
            #expect(medians[2] < medians[0] * 1.6 && medians[0] < medians[2] * 1.6, "\(medians)")
        }
    }

    @Test func `who tries too often waits, and others do not`() async throws {
        let company = try await Factory.company()
        let account = try await Account.of(company.agent)
        try await TestAPI.run { client in
            var known = Browser(client, at: "198.51.100.1")
            _ = try await known.signIn(account)
            var thief = Browser(client, at: "192.0.2.1")
            for _ in 0..<10 { #expect(try await thief.signIn(account, password: "no, no, no, no!").status == 401) }
            let refused = try await thief.signIn(account)
            #expect(try refused.status == 429 && refused.code == "sign_in.throttled")
            #expect(Int(refused.headers[.retryAfter] ?? "").map { (1...91).contains($0) } == true)
            var neighbour = Browser(client, at: "192.0.2.200")
            #expect(try await neighbour.signIn(account).status == 429)
            var elsewhere = Browser(client, at: "192.0.3.1")
            #expect(try await elsewhere.signIn(account).status == 201)
            var other = Browser(client, at: "192.0.2.1")
            #expect(try await other.signIn(try await Account.of(company.manager)).status == 201)
        }
    }

    @Test func `a crowd of strangers cannot keep a browser out that signed in before`() async throws {
        let account = try await Account.of(try await Factory.company().agent)
        try await TestAPI.run { client in
            var known = Browser(client, at: "198.51.100.1")
            _ = try await known.signIn(account)
            var statuses: Set<Int> = []
            for network in 0..<20 {
                for _ in 0..<6 {
                    var stranger = Browser(client, at: "10.0.\(network).1")
                    statuses.insert(try await stranger.signIn(account, password: "no, no, no, no!").status)
                }
            }
            #expect(statuses == [401, 429])
            var fresh = Browser(client, at: "10.1.1.1")
            #expect(try await fresh.signIn(account).status == 429)
            #expect(try await known.signIn(account).status == 201)
            // The mark is worth nothing to anybody else's account, and nothing when it is touched.
            fresh.cookies[SessionCookie.device] = known.cookies[SessionCookie.device].map { $0 + "A" }
            #expect(try await fresh.signIn(account).status == 429)
        }
    }

    @Test func `the forwarded address is believed from a proxy only`() throws {
        let proxies = ["10.0.0.0/8"].compactMap(NetworkRange.init)
        func network(_ peer: String?, _ forwarded: String) -> String {
            ClientFacts([.forwardedFor: forwarded], peer: peer, proxies: proxies).origin.network
        }
        #expect(network("192.0.2.9", "203.0.113.7") == "192.0.2.0/24")
        #expect(network("10.1.1.1", "203.0.113.7") == "203.0.113.0/24")
        #expect(network("10.1.1.1", "1.2.3.4, 203.0.113.7, 10.2.2.2") == "203.0.113.0/24")
        #expect(network("10.1.1.1", "nonsense") == "10.1.1.0/24")
        #expect(network("::ffff:192.0.2.9", "") == "192.0.2.0/24")
        #expect(network("2001:db8:1:2::3", "") == "2001:db8:1::/48")
        #expect(network(nil, "") == "127.0.0.0/24")
    }

    @Test func `changing the password asks for the present one and signs out everywhere else`() async throws {
        let account = try await Account.of(try await Factory.company().agent)
        try await TestAPI.run { client in
            var (browser, other) = (Browser(client), Browser(client))
            _ = try await (browser.signIn(account), other.signIn(account))
            let stolen = browser
            func body(_ current: String, _ new: String) -> JSON {
                ["current_password": .string(current), "password": .string(new)]
            }
            let wrong = try await browser.ask(.put, "/v1/me/password", body("what is it, then", "an entirely new one"))
            #expect(try wrong.status == 403 && wrong.code == "password.wrong")
            for weak in ["aaaaaaaaaaaaaaaa", "qwertyuiopasdfgh"] {
                let reply = try await browser.ask(.put, "/v1/me/password", body(account.password, weak))
                #expect(try reply.status == 422 && reply.code == "password.too_common")
            }
            let short = try await browser.ask(.put, "/v1/me/password", body(account.password, "short"))
            #expect(try short.errors == ["/password length"])
            let changed = try await browser.keep(.put, "/v1/me/password", body(account.password, "an entirely new one"))
            #expect(changed.status == 200)
            #expect(try await browser.ask(.get, "/v1/me").status == 200)
            for ended in [stolen, other] { #expect(try await ended.ask(.get, "/v1/me").status == 401) }
            var late = Browser(client)
            #expect(try await late.signIn(account).status == 401)
            #expect(try await late.signIn(account, password: "an entirely new one").status == 201)
        }
    }

    @Test func `a password that was set with less effort is hashed anew when it is next used`() async throws {
        let account = try await Account.of(try await Factory.company().agent)
        let hash = "select hash || version from app.passwords where person_id = '\(account.person)'"
        let before = try testDatabase.psql(hash)
        try await TestAPI.run(passwords: PasswordHasher(cost: .init(passes: 2, bytes: 16_384))) { client in
            var browser = Browser(client)
            #expect(try await browser.signIn(account).status == 201)
            let after = try testDatabase.psql(hash)
            #expect(before.contains("m=8,t=1") && after.contains("m=16,t=2"))
            #expect(try await browser.signIn(account).status == 201)
            #expect(try testDatabase.psql(hash) == after)
        }
    }

    @Test func `somebody without a password cannot sign in and cannot set one with a key`() async throws {
        let company = try await Factory.company()
        try await TestAPI.run { client in
            let caller = try await client.caller(company.agent)
            let reply = try await caller.ask(
                .put,
                "/v1/me/password",
                ["current_password": "anything at all", "password": "an entirely new one"]
            )
            #expect(try reply.status == 409 && reply.code == "password.none_yet")
        }
    }

    @Test func `a password is right however the keyboard composes it`() async throws {
        let company = try await Factory.company()
        let account = try await Account.of(company.agent)
        let set = "caf\u{E9}\u{3000}au lait chaud"
        let hash = try await TestAPI.passwords.hash(Password(set, for: account.email))
        try await database.withHosting { try await $0.setPassword(hash: hash, of: account.person) }
        try await TestAPI.run { client in
            for typed in ["cafe\u{301} au lait chaud", "caf\u{E9}\u{A0}au lait chaud", set] {
                var browser = Browser(client)
                let reply = try await browser.signIn(account, password: typed)
                #expect(reply.status == 201)
            }
            var browser = Browser(client)
            let wrong = try await browser.signIn(account, password: "cafe au lait chaud")
            #expect(wrong.status == 401)
        }
    }

    @Test func `no password, secret or token is in the log or in the database`() async throws {
        let account = try await Account.of(try await Factory.company().agent)
        let lines = Lines()
        var logger = Logger(label: "test") { _ in lines }
        logger.logLevel = .trace
        try await TestAPI.run(logger: logger) { client in
            var browser = Browser(client)
            _ = try await browser.signIn(account, password: "canary in the coal mine")
            _ = try await browser.signIn(account)
            _ = try await browser.ask(.get, "/v1/me")
            let kept = try testDatabase.psql(
                """
                select coalesce(string_agg(t::text, ''), '') from (
                    select s::text from app.sessions s union all select s::text from app.sign_ins s
                    union all select s::text from app.passwords s
                ) as t
                """
            )
            let token = try #require(browser.csrfToken)
            for secret in ["canary", account.password, browser.secret, token, account.email] {
                #expect(!kept.contains(secret))
                #expect(!lines.text.contains(secret))
            }
            #expect(lines.text.contains("signIn"))
        }
    }
}

/// Everything that was logged, in one text.
private final class Lines: LogHandler {
    private let kept = Mutex("")

    var text: String { kept.withLock { $0 } }

    var logLevel: Logger.Level {
        get { .trace }
        set {}
    }

    var metadata: Logger.Metadata {
        get { [:] }
        set {}
    }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { nil }
        set {}
    }

    func log(event: LogEvent) {
        kept.withLock { $0 += "\(event.message) \(event.metadata ?? [:])\n" }
    }
}
