import Domain
import Store

/// What belongs to the signed-in person: keys, places, permissions.
enum MyEndpoints {
    static let all: [Endpoint] = [
        .me.get("keys", "listMyKeys", "My keys") { scope in
            try await scope.hosting { try await KeysBody($0.keys(of: .person(scope.person))) }
        },
        .me.post("keys", "issueMyKey", "Issue a key to me") { (input: NewKey, scope) in
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
            PermissionsBody(of: scope.principal, scope.call.credential, in: scope.company.company)
        },
        .me.delete("keys/:id", "revokeMyKey", "Revoke one of my keys", contested: false) {
            scope in
            let key = try scope.id(of: APIKey.self)
            _ = try await scope.hosting { try await $0.revokeKey(key, of: .person(scope.person)) }
            scope.call.identity.signIn.forget()
        },
        .me.get("memberships", "listMyMemberships", "The companies that I work in, and as what") { scope in
            MyMembershipsBody(items: scope.memberships.map(MyMembershipBody.init))
        },
    ]
}
