import Foundation
import TestSupport
import Testing

/// An operator names an agency's provider, and its people come in: the processes as they run in production.
@Suite struct SignOnTests {
    private func complete(_ client: APIClient, _ back: [String: String], _ cookie: String) async throws
        -> APIClient.Answer
    {
        try await client.post("/v1/sign-on/completion", back, ["Cookie": String(cookie.prefix { $0 != ";" })])
    }

    @Test func `the operator sets a provider, people sign in by its word, and the log says why not`() async throws {
        let provider = try await SignOnProvider()
        defer { provider.stop() }
        let installation = try Installation(environment: [
            "IDENTITY_KEY": "a key of this test, long enough for what providers know",
            "PUBLIC_URL": "https://clientele.example", "SIGN_ON_NETWORKS": "127.0.0.0/8",
        ])
        _ = try TwoShops(installation)
        let secret = try installation.file("secret", SignOnProvider.secret + "\n")
        try installation.clientele(
            "sign-on",
            "set",
            "--issuer",
            provider.issuer,
            "--client-id",
            SignOnProvider.clientID,
            "--secret-file",
            secret,
            "--email-domain",
            "Tea.example",
            "--no-passwords"
        ).checked()
        let listed = try installation.json("sign-on", "list").array
        #expect(listed.map { $0["email_domain"].string } == ["tea.example"])
        try await installation.start(["clientele-api"])

        let client = installation.api("")
        for way in [nil, "none"] {
            var orders = SignOnProvider.Orders("17", "agent@tea.example")
            orders.way = way
            try provider.order(orders)
            let begun = try await client.post("/v1/sign-on", ["email": "agent@tea.example"])
            let address = try #require(begun.expecting(201)["authorization_url"].string)
            let back = try await provider.visit(address)
            let answer = try await complete(client, back, begun.headers["set-cookie"] ?? "")
            let body = answer.expecting(way == nil ? 201 : 401)
            if way == nil { #expect(body["person"]["email"].string == "agent@tea.example") }
        }
        let log = try installation.daemon("clientele-api").output
        #expect(log.contains(#""reason":"token: algorithm""#) && log.contains("sign_on.token"))
        #expect(!log.contains(SignOnProvider.secret))

        try installation.clientele("sign-on", "unlink", "agent@tea.example").checked()
        try installation.clientele("sign-on", "remove").checked()
        #expect(try installation.json("sign-on", "list").array.isEmpty)
        try installation.remove()
    }
}
