import Domain
import FoundationEssentials
import Store

struct KeyBody: Body {
    let id: APIKey.ID
    let name: String
    let prefix: String
    let createdAt: Date
    let expiresAt: Date?
    let revokedAt: Date?
    let lastUsedAt: Date?
    let scopes: [String]?

    init(_ key: APIKey) {
        id = key.id
        name = key.name
        prefix = key.prefix
        createdAt = key.createdAt
        expiresAt = key.expiresAt
        revokedAt = key.revokedAt
        lastUsedAt = key.lastUsedAt
        scopes = key.scopes?.map(\.rawValue)
    }

    static let example = KeyBody(
        APIKey(
            id: Examples.id(6),
            bearer: .person(Examples.person),
            name: "Nightly export",
            prefix: "Ab3dEf9h",
            createdAt: Examples.instant,
            expiresAt: Examples.instant,
            revokedAt: Examples.instant,
            lastUsedAt: Examples.instant,
            scopes: KeyScope(rawValue: "customers:read").map { [$0] }
        )
    )
    static let notes = [
        "prefix": "The eight characters after clt_live_",
        "expires_at": "When it stops working; absent for never",
        "revoked_at": "When it was revoked; absent while it works",
        "scopes": "What it may be used for; absent for whatever its bearer may",
        "last_used_at": "When it was last used, to the minute; absent for never",
    ]
}

struct KeysBody: Body {
    let items: [KeyBody]

    init(_ keys: [APIKey]) {
        items = keys.map(KeyBody.init)
    }

    private init(items: [KeyBody]) {
        self.items = items
    }

    static let example = KeysBody(items: [.example])
    static let notes = ["items": "The newest first, at most 200"]
}

struct IssuedKeyBody: Body {
    let key: KeyBody
    let secret: String

    init(_ issued: (key: APIKey, secret: APIKeySecret)) {
        key = KeyBody(issued.key)
        secret = issued.secret.text
    }

    private init(key: KeyBody, secret: String) {
        self.key = key
        self.secret = secret
    }

    static let example = IssuedKeyBody(key: .example, secret: "clt_live_Ab3dEf9h_…")
    static let notes = ["secret": "The key itself, shown this once"]
    static let isShownOnce = true
}

struct NewKey: Described {
    let name: String
    let expiresAt: Date?
    let scopes: [String]?

    /// The scopes; refuses one that the key in use has not.
    func scopes(within held: [KeyScope]?) throws(PeopleError) -> [KeyScope]? {
        guard let wanted = scopes?.compactMap(KeyScope.init(rawValue:)) else {
            guard Rule.givesNoWholeKey.holds(held == nil) else { throw .scopeNotHeld }
            return nil
        }
        guard Rule.givesOwnScopes.holds(wanted.allSatisfy { held.allow($0) }) else { throw .scopeNotHeld }
        return wanted
    }

    static let fields: [Field<Self>] = [
        .text("name", \.name, APIKey.nameLength, "What it is for"),
        .timestamp("expires_at", \.expiresAt, "When it stops working; left out for never"),
        .words(
            "scopes",
            \.scopes,
            KeyScope.count,
            each: KeyScope.pattern,
            "What it may be used for: permissions such as customers:read, or read or write for all of that kind"
        ) { KeyScope(rawValue: $0) != nil },
    ]
}

struct MyMembershipBody: Body {
    let companyID: Company.ID
    let companyName: String
    let role: Role
    let roleName: String?
    let locale: Language
    let teamID: Team.ID?

    init(_ membership: Credential.Membership) {
        self.init(
            companyID: membership.company,
            companyName: membership.companyName,
            role: membership.role,
            roleName: membership.ownRole?.name,
            locale: membership.locale,
            teamID: membership.team
        )
    }

    private init(
        companyID: Company.ID,
        companyName: String,
        role: Role,
        roleName: String?,
        locale: Language,
        teamID: Team.ID?
    ) {
        self.companyID = companyID
        self.companyName = companyName
        self.role = role
        self.roleName = roleName
        self.locale = locale
        self.teamID = teamID
    }

    static let example = MyMembershipBody(
        companyID: Examples.company,
        companyName: "Lantern Tea",
        role: .agent,
        roleName: "Trainee",
        locale: .chinese,
        teamID: Examples.id(4)
    )
    static let notes = ["role_name": "Name of the company's own role; absent for a built-in one"]
}

struct MyMembershipsBody: Body {
    let items: [MyMembershipBody]

    static let example = MyMembershipsBody(items: [.example])
    static let notes = ["items": "By the companies' names"]
}
