import Domain
import FoundationEssentials
import Store

struct SessionBody: Body {
    let id: Session.ID
    let createdAt: Date
    let lastSeenAt: Date
    let expiresAt: Date
    let network: String
    let userAgent: String
    let isCurrent: Bool

    init(_ session: Session, current: Session.ID?) {
        id = session.id
        createdAt = session.createdAt
        lastSeenAt = session.lastSeenAt
        expiresAt = session.expiresAt
        network = session.origin.network
        userAgent = session.origin.userAgent
        isCurrent = session.id == current
    }

    static let example = SessionBody(
        Session(
            id: Examples.id(21),
            personID: Examples.person,
            createdAt: Examples.instant,
            lastSeenAt: Examples.instant,
            expiresAt: Examples.instant + Double(Session.lifetime),
            origin: SignInOrigin(network: "203.0.113.0/24", userAgent: "Mozilla/5.0")
        ),
        current: Examples.id(21)
    )
    static let notes = [
        "last_seen_at": "When it was last used, to the minute; half an hour without use ends it",
        "expires_at": "When it ends, however much it is used",
        "network": "The network that it began from",
        "user_agent": "What the browser called itself",
        "is_current": "Whether it is the one that asks",
    ]
}

struct SessionsBody: Body {
    let items: [SessionBody]

    static let example = SessionsBody(items: [.example])
    static let notes = ["items": "The newest first"]
}

/// A person as they see themselves.
struct SelfBody: Encodable, Sendable {
    let id: Person.ID
    let name: String
    let email: String
    let locale: Language

    init(_ person: Person) {
        id = person.id
        name = person.name
        email = person.email
        locale = person.locale
    }

    static let example = SelfBody(
        Person(
            id: Examples.person,
            name: "王小明",
            email: "xiaoming@lantern.example",
            locale: .chinese,
            createdAt: Examples.instant
        )
    )
}

struct MeBody: Body {
    let person: SelfBody
    let session: SessionBody?
    let csrfToken: String?

    static let example = MeBody(person: .example, session: .example, csrfToken: "h1bZ0s6JQ…")
    static let notes = [
        "session": "The session that asks; absent for a key",
        "csrf_token": "What X-CSRF-Token holds with every change in this session; absent for a key",
    ]
}

/// What a browser gets when it has signed in, or its session was renewed.
struct SignedInBody: Body {
    let person: SelfBody
    let session: SessionBody
    let csrfToken: String
    let cookies: [String]

    /// - Parameters:
    ///   - device: the mark of a browser that showed a password.
    ///   - over: names of cookies that have had their day.
    init(
        _ person: Person,
        _ session: Session,
        _ secret: SecretToken,
        device: String? = nil,
        over: [String] = []
    ) {
        let kept = SessionCookie.text(SessionCookie.session, secret.text, lifetime: Session.lifetime)
        let mark = device.map {
            SessionCookie.text(SessionCookie.device, $0, lifetime: SessionCookie.deviceLifetime)
        }
        self.init(
            person: SelfBody(person),
            session: SessionBody(session, current: session.id),
            csrfToken: SessionCookie.csrfToken(of: secret),
            cookies: [kept] + (mark.map { [$0] } ?? []) + over.map { SessionCookie.text($0, "", lifetime: 0) }
        )
    }

    private init(person: SelfBody, session: SessionBody, csrfToken: String, cookies: [String]) {
        self.person = person
        self.session = session
        self.csrfToken = csrfToken
        self.cookies = cookies
    }

    private enum CodingKeys: CodingKey {
        case person, session, csrfToken
    }

    static let example = SignedInBody(person: .example, session: .example, csrfToken: "h1bZ0s6JQ…", cookies: [])
    static let notes = ["csrf_token": "What X-CSRF-Token holds with every change in this session"]
    static let isShownOnce = true
}

struct NewSession: Described {
    let email: String
    let password: String
    let code: String?

    static let fields: [Field<Self>] = [
        .text("email", \.email, Person.emailLength, "Address of the login"),
        .text("password", \.password, 1...Password.longest, "The password"),
        .text(
            "code",
            \.code,
            TimeCode.digits...40,
            "What the authenticator shows, or a recovery code; needed where the answer was second_factor.required"
        ),
    ]
}

struct NewPassword: Described {
    let currentPassword: String
    let password: String

    static let fields: [Field<Self>] = [
        .text("current_password", \.currentPassword, 1...Password.longest, "The present password"),
        .text("password", \.password, Password.shortest...Password.longest, "The new one, of at most 256 bytes"),
    ]
}

struct SignInEventBody: Body {
    let id: SignInEvent.ID
    let deed: SignInEvent.Deed
    let at: Date
    let sessionID: Session.ID?
    let network: String
    let userAgent: String

    init(_ event: SignInEvent) {
        id = event.id
        deed = event.deed
        at = event.at
        sessionID = event.session
        network = event.origin.network
        userAgent = event.origin.userAgent
    }

    static let example = SignInEventBody(
        SignInEvent(
            id: Examples.id(22),
            deed: .signedIn,
            at: Examples.instant,
            session: Examples.id(21),
            origin: SignInOrigin(network: "203.0.113.0/24", userAgent: "Mozilla/5.0")
        )
    )
    static let notes = [
        "session_id": "The session that it began, ended or came from; absent for none",
        "network": "The network that it came from; empty for the installation's operator",
    ]
}

/// What is answered to a change of the password.
struct PasswordChangedBody: Body {
    let csrfToken: String?
    let cookies: [String]

    /// The session in which it was changed has another secret now; nil for a key.
    init(_ renewed: SignedInBody?) {
        self.init(csrfToken: renewed?.csrfToken, cookies: renewed?.cookies ?? [])
    }

    private init(csrfToken: String?, cookies: [String]) {
        self.csrfToken = csrfToken
        self.cookies = cookies
    }

    private enum CodingKeys: CodingKey {
        case csrfToken
    }

    static let example = PasswordChangedBody(csrfToken: "h1bZ0s6JQ…", cookies: [])
    static let notes = ["csrf_token": "What X-CSRF-Token holds from now on in this session; absent for a key"]
}
