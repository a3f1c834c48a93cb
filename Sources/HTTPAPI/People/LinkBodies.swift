import Domain
import FoundationEssentials

/// A link as it is shown to whoever made it.
struct InvitationBody: Body {
    let token: String
    let link: String?
    let expiresAt: Date

    init(_ made: (secret: SecretToken, expiresAt: Date), below address: String?) {
        self.init(
            token: made.secret.text,
            link: address.map { LoginLink.url(made.secret, for: .invitation, below: $0) },
            expiresAt: made.expiresAt
        )
    }

    private init(token: String, link: String?, expiresAt: Date) {
        self.token = token
        self.link = link
        self.expiresAt = expiresAt
    }

    static let example = InvitationBody(
        token: "4Jq8…",
        link: "https://clientele.example/invitation#4Jq8…",
        expiresAt: Examples.instant
    )
    static let notes = [
        "token": "What sets the first password, once; shown this once",
        "link": "The page that takes it; absent where the installation has no PUBLIC_URL",
        "expires_at": "Until when it works",
    ]
    static let isShownOnce = true
}

struct NewReset: Described {
    let email: String

    static let fields: [Field<Self>] = [
        .text("email", \.email, Person.emailLength, "Address of the login")
    ]
}

struct PasswordByLink: Described {
    let token: String
    let password: String

    static let fields: [Field<Self>] = [
        .text("token", \.token, 43...43, "What stands behind # in the link"),
        .text("password", \.password, Password.shortest...Password.longest, "The password, of at most 256 bytes"),
    ]
}
