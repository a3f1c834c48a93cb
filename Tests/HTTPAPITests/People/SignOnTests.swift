import Domain
import Foundation
import HTTPTypes
import HummingbirdTesting
import SignOn
import Store
import TestSupport
import Testing

@testable import HTTPAPI

/// Signing in by the word of a real provider, which is then told to misbehave.
@Suite(.database) struct SignOnTests {
    /// An agency with a provider, and somebody who works for it.
    struct Office: Sendable {
        let provider: SignOnProvider
        let company: StaffedCompany
        let domain = Factory.word("d") + ".example"
        let person: Person

        init(_ provider: SignOnProvider, allowsPasswords: Bool = true) async throws {
            self.provider = provider
            company = try await Factory.company()
            person = try await Self.person("li@\(domain)", in: company)
            try await Self.set(provider, for: company.agency, domain, allowsPasswords)
        }

        static func person(_ email: String, in company: StaffedCompany) async throws -> Person {
            let person = try await database.withHosting {
                try await $0.findOrAddPerson(name: "Li", email: email, locale: .english)
            }
            try await Factory.enrol(person, in: company.id, .agent)
            return person
        }

        static func set(
            _ provider: SignOnProvider,
            for agency: Agency.ID,
            _ domain: String,
            _ allowsPasswords: Bool
        ) async throws {
            let kept = try IdentityProvider(
                agency: agency,
                issuer: provider.issuer,
                clientID: SignOnProvider.clientID,
                emailDomain: domain,
                allowsPasswords: allowsPasswords
            )
            try await database.withHosting {
                try await $0.set(kept, secret: SignOnProvider.secret, in: ProviderVault(key: TestAPI.identityKey))
            }
        }

        /// What happened to the person's login, the oldest first.
        func deeds() throws -> String {
            try testDatabase.psql(
                "select string_agg(deed, ',' order by id) from app.sign_ins where person_id = '\(person.id)'"
            )
        }

        func orders(_ subject: String = "u1", isVerified: SignOnProvider.Claim = .flag(true)) -> SignOnProvider.Orders {
            SignOnProvider.Orders(subject, person.email, isVerified: isVerified)
        }
    }

    /// Runs a test with a provider on this machine, which the operator allows.
    private func with(
        keyRest: Duration = .zero,
        networks: [String] = ["127.0.0.0/8"],
        _ test: @Sendable (any TestClientProtocol, SignOnProvider) async throws -> Void
    ) async throws {
        let provider = try await SignOnProvider()
        defer { provider.stop() }
        let allowed = AllowedNetworks(named: networks.compactMap(NetworkRange.init))
        try await TestAPI.run(relyingParty: RelyingParty(networks: allowed, keyRest: keyRest)) { client in
            try await test(client, provider)
        }
    }

    /// Goes to the provider and comes back.
    private func visit(_ browser: inout Browser, _ office: Office) async throws -> [String: String] {
        let begun = try await browser.keep(.post, "/v1/sign-on", ["email": .string(office.person.email)])
        #expect(begun.status == 201)
        return try await office.provider.visit(begun.text("authorization_url"))
    }

    /// Comes back; the browser that does is left as it was.
    private func complete(_ browser: Browser, _ back: [String: String]) async throws -> Reply {
        try await browser.ask(.post, Self.completion, Self.body(back))
    }

    private static let completion = "/v1/sign-on/completion"

    private static func body(_ back: [String: String]) -> JSON {
        .object(back.map { JSON.Member(name: $0.key, value: .string($0.value)) })
    }

    private func signOn(_ client: any TestClientProtocol, _ office: Office) async throws -> (Browser, Reply) {
        var browser = Browser(client, at: "203.0.\(Int.random(in: 0...250)).7")
        let back = try await visit(&browser, office)
        let reply = try await browser.keep(.post, Self.completion, Self.body(back))
        return (browser, reply)
    }

    @Test func `a provider that vouches for an address means that person for good`() async throws {
        try await with { client, provider in
            let office = try await Office(provider)
            try provider.order(office.orders())
            let (browser, reply) = try await signOn(client, office)
            #expect(reply.status == 201)
            #expect(browser.cookies[SessionCookie.signOn] == nil)
            let me = try await browser.ask(.get, "/v1/me").json["person"]
            #expect(me?["id"]?.text == office.person.id.description)
            let team = try await browser.ask(.post, "/v1/me/session/rotation")
            #expect(team.status == 201)
            #expect(try office.deeds() == "provider_linked,signed_on,session_rotated")

            // The address has done its work: now the provider's own name for them counts.
            try provider.order(SignOnProvider.Orders("u1", "other@elsewhere.example", isVerified: .flag(false)))
            #expect(try await signOn(client, office).1.status == 201)
            try provider.order(office.orders("u2"))
            #expect(try await signOn(client, office).1.code == "sign_on.nobody")
            _ = try await database.withHosting {
                try await $0.unlinkProviders(of: office.person.id, from: .commandLine)
            }
            #expect(try await signOn(client, office).1.status == 201)
            #expect(try office.deeds().hasSuffix("signed_on,provider_unlinked,provider_linked,signed_on"))
        }
    }

    @Test func `what comes back belongs to the browser that asked, and works once`() async throws {
        try await with { client, provider in
            let office = try await Office(provider)
            try provider.order(office.orders())
            var browser = Browser(client)
            let back = try await visit(&browser, office)
            let state = try #require(back["state"])

            var other = Browser(client)
            #expect(try await complete(other, back).code == "sign_on.state")
            let others = try await visit(&other, office)
            #expect(try await complete(other, back).code == "sign_on.state")
            #expect(try await complete(browser, others).code == "sign_on.state")
            // The code of one sign-on in another: its verifier is not the one that was announced.
            let injected = ["code": try #require(others["code"]), "state": state]
            #expect(try await complete(browser, injected).code == "sign_on.code")
            for wrong in ["x", String(state.dropLast()), state + "A"] {
                let reply = try await complete(browser, back.merging(["state": wrong]) { $1 })
                #expect(try reply.code == "sign_on.state", "\(wrong)")
            }
            var forged = browser
            let kept = try #require(forged.cookies[SessionCookie.signOn]?.split(separator: ".").map(String.init))
            forged.cookies[SessionCookie.signOn] = [kept[0], kept[1], "99999999999", kept[3]].joined(separator: ".")
            #expect(try await complete(forged, back).code == "sign_on.state")
            let mixed = try await complete(browser, back.merging(["iss": "https://evil.example"]) { $1 })
            #expect(try mixed.code == "sign_on.other_provider")

            let again = browser
            let named = back.merging(["iss": provider.issuer]) { $1 }
            let done = try await browser.keep(.post, Self.completion, Self.body(named))
            #expect(done.status == 201)
            #expect(try await complete(again, back).code == "sign_on.code")
            #expect(try await complete(browser, back).code == "sign_on.state")
            #expect(try office.deeds() == "provider_linked,signed_on")
        }
    }

    @Test func `a token that is not to be trusted lets nobody in`() async throws {
        try await with { client, provider in
            let office = try await Office(provider)
            let now = Date.now.timeIntervalSince1970
            let claims: [[String: SignOnProvider.Claim]] = [
                ["iss": "https://evil.example"], ["iss": .text(provider.issuer + "/")], ["aud": "another"],
                ["aud": .texts(["clientele", "another"])], ["azp": "another"], ["exp": .number(now - 120)],
                ["exp": .absent], ["iat": .number(now + 600)], ["nonce": "another"], ["nonce": .absent], ["sub": ""],
                ["sub": .text(String(repeating: "x", count: 256))], ["sub": .absent],
            ]
            for claims in claims {
                var orders = office.orders()
                orders.claims = claims
                try provider.order(orders)
                let reply = try await signOn(client, office).1
                #expect(try reply.status == 401 && reply.code == "sign_on.token", "\(claims)")
            }
            for way in ["none", "unsigned", "symmetric", "stranger", "crit"] {
                var orders = office.orders()
                orders.way = way
                try provider.order(orders)
                let reply = try await signOn(client, office).1
                #expect(try reply.status == 401 && reply.code == "sign_on.token", "\(way)")
            }
            #expect(try office.deeds() == "")
            var orders = office.orders()
            orders.claims = ["aud": .texts(["clientele", "another"]), "azp": "clientele", "exp": .number(now - 30)]
            try provider.order(orders)
            #expect(try await signOn(client, office).1.status == 201)
        }
    }

    @Test func `a provider lets in its own people only`() async throws {
        try await with { client, provider in
            let office = try await Office(provider)
            let elsewhere = try await Factory.company()
            let stranger = try await Office.person("wang@elsewhere.example", in: elsewhere)
            let rival = try await Office.person("zhao@\(office.domain)", in: elsewhere)
            let shared = try await Office.person("sun@\(office.domain)", in: office.company)
            try await Factory.enrol(shared, in: elsewhere.id, .agent)
            for email in [stranger.email, rival.email, shared.email, "nobody@\(office.domain)"] {
                try provider.order(SignOnProvider.Orders("s-\(email)", email))
                #expect(try await signOn(client, office).1.code == "sign_on.nobody", "\(email)")
            }
            for verified: SignOnProvider.Claim in [.flag(false), "true", .number(1), .absent] {
                try provider.order(office.orders(isVerified: verified))
                let reply = try await signOn(client, office).1
                #expect(try reply.status == 401 && reply.code == "sign_on.nobody")
            }
            // Who was let in before, and works for somebody else as well now, is not any more.
            try provider.order(office.orders())
            #expect(try await signOn(client, office).1.status == 201)
            try await Factory.enrol(office.person, in: elsewhere.id, .agent)
            #expect(try await signOn(client, office).1.code == "sign_on.nobody")
            let none = try await client.stranger.post("/v1/sign-on", ["email": "x@nobody.example"])
            #expect(try none.status == 422 && none.code == "sign_on.no_provider")
        }
    }

    @Test func `a new key is asked for once it is seen, and not too often`() async throws {
        try await with { client, provider in
            let office = try await Office(provider)
            try provider.order(office.orders())
            #expect(try await signOn(client, office).1.status == 201)
            #expect(try await signOn(client, office).1.status == 201)
            #expect(try provider.asked("GET /keys") == 1)
            var orders = office.orders()
            orders.way = "rotated"
            try provider.order(orders)
            #expect(try await signOn(client, office).1.status == 201)
            #expect(try provider.asked("GET /keys") == 2)
            #expect(try provider.asked("GET /.well-known/openid-configuration") == 1)
        }
        try await with(keyRest: .seconds(60)) { client, provider in
            let office = try await Office(provider)
            try provider.order(office.orders())
            #expect(try await signOn(client, office).1.status == 201)
            var orders = office.orders()
            orders.way = "rotated"
            try provider.order(orders)
            for _ in 0..<3 { #expect(try await signOn(client, office).1.code == "sign_on.token") }
            #expect(try provider.asked("GET /keys") == 1)
        }
    }

    @Test(arguments: ["away", "slow", "huge", "issuer"])
    func `a provider that does not answer as it should is away`(way: String) async throws {
        try await with { client, provider in
            let office = try await Office(provider)
            var orders = office.orders()
            orders.way = way == "issuer" ? nil : way
            orders.issuer = way == "issuer" ? "https://evil.example" : nil
            try provider.order(orders)
            for _ in 0..<2 {
                let begun = try await client.stranger.post("/v1/sign-on", ["email": .string(office.person.email)])
                #expect(try begun.status == 503 && begun.code == "sign_on.provider_away")
            }
            // That it was away is remembered for a moment.
            #expect(try provider.asked("GET /.well-known/openid-configuration") == 1)
        }
    }

    @Test func `a provider on a private network is not asked where the operator does not allow it`() async throws {
        try await with(networks: []) { client, provider in
            let office = try await Office(provider)
            try provider.order(office.orders())
            let begun = try await client.stranger.post("/v1/sign-on", ["email": .string(office.person.email)])
            #expect(begun.status == 503)
            #expect(try provider.asked("GET /.well-known/openid-configuration") == 0)
        }
    }

    @Test func `where the provider alone signs in, the right password does not`() async throws {
        try await with { client, provider in
            let office = try await Office(provider, allowsPasswords: false)
            try provider.order(office.orders())
            let account = try await Account.of(Principal(person: office.person.id, role: .agent))
            var browser = Browser(client)
            let wrong = try await browser.signIn(account, password: "not the right password")
            #expect(try wrong.code == "sign_in.refused")
            let refused = try await browser.signIn(account)
            #expect(try refused.status == 403 && refused.code == "sign_in.provider_only")
            #expect(browser.cookies.isEmpty)
            #expect(try await signOn(client, office).1.status == 201)
            // Who works for another agency as well is not this provider's, and keeps the password.
            try await Factory.enrol(office.person, in: try await Factory.company().id, .agent)
            let signedIn = try await browser.signIn(account)
            #expect(signedIn.status == 201)
        }
    }

    @Test func `who comes back with nonsense too often waits`() async throws {
        try await with { client, _ in
            let browser = Browser(client, at: "192.0.2.99")
            let nonsense = ["code": "x", "state": "x"]
            for _ in 0..<100 { #expect(try await complete(browser, nonsense).code == "sign_on.state") }
            let waiting = try await complete(browser, nonsense)
            #expect(waiting.status == 429)
        }
    }

    @Test func `what a provider knows us by is kept sealed, for this agency and issuer`() async throws {
        let provider = try await SignOnProvider()
        defer { provider.stop() }
        let office = try await Office(provider)
        let kept = try #require(
            try await database.withHosting { try await $0.identityProvider(of: office.company.agency) }
        )
        #expect(try ProviderVault(key: TestAPI.identityKey).secret(of: kept) == SignOnProvider.secret)
        #expect(throws: IdentityProviderError.noKey) {
            try ProviderVault(key: "a key that is not the one it was sealed with").secret(of: kept)
        }
        let place = try testDatabase.psql(
            "select position('secret'::bytea in sealed_secret) from app.identity_providers where agency_id = '\(office.company.agency)'"
        )
        #expect(place == "0")
        try testDatabase.psql(
            "update app.identity_providers set issuer = 'https://evil.example' where agency_id = '\(office.company.agency)'"
        )
        let moved = try #require(
            try await database.withHosting { try await $0.identityProvider(of: office.company.agency) }
        )
        #expect(throws: IdentityProviderError.noKey) { try ProviderVault(key: TestAPI.identityKey).secret(of: moved) }
    }
}
