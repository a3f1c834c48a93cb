import Domain
import Store

/// Keys: a person's own, and those of the company's integrations.
enum KeyEndpoints {
    static let all: [Endpoint] = [
        .get("integration-keys", "listIntegrationKeys", "The keys of the company's integrations", may: .leaders) {
            scope in
            let company = scope.company.company
            return try await scope.hosting { try await KeysBody($0.keys(of: .integration(company))) }
        },
        .post("integration-keys", "issueIntegrationKey", "Issue a key to an integration of the company", may: .leaders)
        {
            (input: NewKey, scope) in
            let company = scope.company.company
            let scopes = try input.scopes(within: scope.call.credential.scopes)
            return try await scope.hosting { hosting in
                try await IssuedKeyBody(
                    hosting.issueKey(
                        to: .integration(company),
                        name: input.name,
                        expiresAt: input.expiresAt,
                        scopes: scopes
                    )
                )
            }
        },
        .delete(
            "integration-keys/:id",
            "revokeIntegrationKey",
            "Revoke a key of an integration",
            may: .leaders,
            contested: false
        ) { scope in
            let (company, key) = (scope.company.company, try scope.id(of: APIKey.self))
            _ = try await scope.hosting { try await $0.revokeKey(key, of: .integration(company)) }
        },
        .me.get("keys", "listMyKeys", "My keys") { scope in
            try await scope.hosting { try await KeysBody($0.keys(of: .person(scope.person))) }
        },
        .me.post("keys", "issueMyKey", "Issue a key to me", may: Membership.roles) { (input: NewKey, scope) in
            let scopes = try input.scopes(within: scope.call.credential.scopes)
            return try await scope.hosting { hosting in
                try await IssuedKeyBody(
                    hosting.issueKey(
                        to: .person(scope.person),
                        name: input.name,
                        expiresAt: input.expiresAt,
                        scopes: scopes
                    )
                )
            }
        },
        .get("me/permissions", "listMyPermissions", "What I may do in this company, and why") { scope in
            PermissionsBody(of: scope.principal.role, scope.call.credential.scopes)
        },
        .me.delete("keys/:id", "revokeMyKey", "Revoke one of my keys", may: Membership.roles, contested: false) {
            scope in
            let key = try scope.id(of: APIKey.self)
            _ = try await scope.hosting { try await $0.revokeKey(key, of: .person(scope.person)) }
        },
        .me.get("memberships", "listMyMemberships", "The companies that I work in, and as what") { scope in
            MyMembershipsBody(items: scope.memberships.map(MyMembershipBody.init))
        },
    ]
}
