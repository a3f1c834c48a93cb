import Domain
import HTTPTypes
import HummingbirdTesting
import Store
import TestSupport
import Testing

@testable import HTTPAPI

/// What RFC 8414 wants to be said, against what the operations declare and do.
@Suite(.database) struct OAuthMetadataTests {
    private static let path = "/.well-known/oauth-authorization-server"

    @Test func `a program finds out by itself where and how to ask`() async throws {
        let company = try await Factory.company()
        try await TestAPI.run { client in
            let reply = try await client.stranger.get(Self.path)
            let base = try reply.text("issuer")
            #expect(reply.status == 200 && base == "https://clientele.example")
            for (name, id) in [("token_endpoint", "getAccessToken"), ("revocation_endpoint", "revokeAccessToken")] {
                let endpoint = try #require(Routes.all.first { $0.id == id })
                #expect(try reply.text(name) == base + endpoint.fullPath)
            }
            #expect(try reply.json["grant_types_supported"] == ["client_credentials"])
            #expect(try reply.json["response_types_supported"] == [])
            for name in ["token_endpoint_auth_methods_supported", "revocation_endpoint_auth_methods_supported"] {
                #expect(try reply.json[name] == ["client_secret_basic", "client_secret_post"])
            }
            let issued = try await database.withHosting {
                try await $0.issueKey(to: .integration(company.id), name: "Shop", expiresAt: nil)
            }
            let scopes = try reply.json["scopes_supported"]?.elements.compactMap(\.text) ?? []
            #expect(Set(scopes).isSuperset(of: ["read", "write", "customers:read"]))
            let shown = "client_id=\(issued.key.prefix)&client_secret=\(issued.secret.text)"
            for scope in scopes {
                let given = try await client.stranger.send(
                    .post,
                    String(reply.text("token_endpoint").dropFirst(base.count)),
                    Array("grant_type=client_credentials&scope=\(scope)&\(shown)".utf8),
                    headers: [.contentType: "application/x-www-form-urlencoded"]
                )
                #expect(try given.status == 200 && given.text("scope") == scope, "\(scope)")
            }
        }
    }

    @Test func `where nobody says what it is called, an installation tells nothing`() async throws {
        try await TestAPI.run(publicURL: nil) { client in
            let reply = try await client.stranger.get(Self.path)
            #expect(try reply.status == 404 && reply.code == "not_found")
        }
    }
}
