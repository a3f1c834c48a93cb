import Domain
import Store

/// The keys of the company's integrations.
enum KeyEndpoints {
    static let all: [Endpoint] = [
        .get("integration-keys", "listIntegrationKeys", "The keys of the company's integrations") {
            scope in
            let company = scope.company.company
            return try await scope.hosting { try await KeysBody($0.keys(of: .integration(company))) }
        },
        .post("integration-keys", "issueIntegrationKey", "Issue a key to an integration of the company") {
            (input: NewKey, scope) in
            let company = scope.company.company
            let scopes = try input.scopes(within: scope.call.credential.scopes)
            let given = scopes.narrowing(Role.integration.permissions)
            try scope.principal.requireGrant(of: given, seeing: .company, by: .issuesIntegrationKey)
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
            contested: false
        ) { scope in
            let (company, key) = (scope.company.company, try scope.id(of: APIKey.self))
            _ = try await scope.hosting { try await $0.revokeKey(key, of: .integration(company)) }
            scope.call.identity.signIn.forget()
        },
    ]
}
