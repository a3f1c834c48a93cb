import Domain
import Store

/// What somebody may do in a company: every operation of it, and why it is allowed or not.
struct PermissionsBody: Body {
    let role: Role
    let roleID: CustomRole.ID?
    let roleName: String?
    let visibility: Visibility
    let scopes: [String]?
    let permissions: [String]
    let items: [Item]

    struct Item: Encodable, Sendable {
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

    init(of principal: Principal, _ credential: Credential, in company: Company.ID) {
        let place = credential.membership(in: company)
        let held = place?.permissions ?? []
        self.init(
            role: principal.role,
            roleID: place?.ownRole?.id,
            roleName: place?.ownRole?.name,
            visibility: principal.visibility,
            scopes: credential.scopes?.map(\.rawValue),
            permissions: principal.permissions.map(\.rawValue).sorted(),
            items: Routes.all.filter { $0.root == .company }.map { endpoint in
                let reason: Reason =
                    if principal.permissions.contains(endpoint.permission) {
                        .granted
                    } else {
                        held.contains(endpoint.permission) ? .keyLacks : .roleLacks
                    }
                return Item(
                    operation: endpoint.id,
                    scope: endpoint.permission.rawValue,
                    allowed: reason == .granted,
                    reason: reason
                )
            }
        )
    }

    private init(
        role: Role,
        roleID: CustomRole.ID?,
        roleName: String?,
        visibility: Visibility,
        scopes: [String]?,
        permissions: [String],
        items: [Item]
    ) {
        self.role = role
        self.roleID = roleID
        self.roleName = roleName
        self.visibility = visibility
        self.scopes = scopes
        self.permissions = permissions
        self.items = items
    }

    static let example = PermissionsBody(
        role: .agent,
        roleID: Examples.id(7),
        roleName: "Trainee",
        visibility: .own,
        scopes: ["customers:read"],
        permissions: ["customers:read"],
        items: [.init(operation: "createCustomer", scope: "customers:write", allowed: false, reason: .keyLacks)]
    )
    static let notes = [
        "role": "As what I act; the base, where I have a role of the company's own",
        "role_id": "The company's own role that I have; absent for a built-in one",
        "role_name": "Its name",
        "visibility": "Whose customers I see, beside those that were shared with me",
        "scopes": "The scopes of the key in use; absent where it has none and narrows nothing",
        "permissions": "What is left of my role's permissions in the key in use",
        "items": "Every operation of a company",
        "items.operation": "Its operationId in the document",
        "items.scope": "The permission that it needs",
        "items.reason": "granted; role_lacks: the role does not allow it; key_lacks: the key has not the scope",
    ]
}

/// Every permission that a company's roles are made of.
struct PermissionListBody: Body {
    let items: [Item]

    struct Item: Encodable, Sendable {
        let permission: String
        let meaning: String
        let roles: [String]
    }

    private static func item(_ permission: Permission) -> Item {
        Item(permission: permission.rawValue, meaning: permission.meaning, roles: permission.roles.map(\.rawValue))
    }

    static let all = PermissionListBody(items: Permission.allCases.filter(\.isOfCompany).map(item))
    static let example = PermissionListBody(items: [item(.customersRead)])
    static let notes = [
        "items": "In the order of their words",
        "items.permission": "As roles and scopes of keys name it",
        "items.meaning": "What it allows",
        "items.roles": "The built-in roles that have it",
    ]
}
