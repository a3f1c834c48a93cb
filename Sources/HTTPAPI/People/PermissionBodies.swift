import Domain

/// What somebody may do in a company: every operation of it, and why it is allowed or not.
struct PermissionsBody: Body {
    let role: Role
    let scopes: [String]?
    let items: [Permission]

    struct Permission: Encodable, Sendable {
        let operation: String
        let scope: String
        let allowed: Bool
        let reason: Reason
    }

    /// Why something is allowed or not.
    enum Reason: String, Encodable, Sendable, CaseIterable {
        /// The role allows it, and the key does not narrow it.
        case granted
        /// The role does not allow it.
        case roleLacks = "role_lacks"
        /// The role allows it, but the key has not the scope.
        case keyLacks = "key_lacks"
    }

    init(of role: Role, _ scopes: [KeyScope]?) {
        let operations = Routes.all.filter { $0.root == .company }
        self.init(
            role: role,
            scopes: scopes?.map(\.rawValue),
            items: operations.map { endpoint in
                let reason: Reason =
                    if !endpoint.roles.contains(role.rawValue) {
                        .roleLacks
                    } else {
                        scopes.allow(endpoint.scope) ? .granted : .keyLacks
                    }
                return Permission(
                    operation: endpoint.id,
                    scope: endpoint.scope.rawValue,
                    allowed: reason == .granted,
                    reason: reason
                )
            }
        )
    }

    private init(role: Role, scopes: [String]?, items: [Permission]) {
        self.role = role
        self.scopes = scopes
        self.items = items
    }

    static let example = PermissionsBody(
        role: .agent,
        scopes: ["customers:read"],
        items: [.init(operation: "createCustomer", scope: "customers:write", allowed: false, reason: .keyLacks)]
    )
    static let notes = [
        "scopes": "The scopes of the key in use; absent where it has none and narrows nothing",
        "items": "Every operation of a company",
        "items.operation": "Its operationId in the document",
        "items.scope": "The scope that a key with scopes must have for it",
        "items.reason": "granted; role_lacks: the role does not allow it; key_lacks: the key has not the scope",
    ]
}
