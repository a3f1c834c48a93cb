import Domain
import FoundationEssentials
import Hummingbird
import Store

/// OAuth 2 for programs: an integration's key is exchanged for a token that works for a short time (RFC 6749, section 4.4),
/// which may be given back (RFC 7009). The client is the key: its prefix is the client_id, its whole text the secret.
enum OAuthEndpoints {
    static let all: [Endpoint] = [
        .wellKnown(
            "oauth-authorization-server",
            "getOAuthMetadata",
            "What a program that speaks OAuth needs to know (RFC 8414); 404 where the installation has no PUBLIC_URL"
        ) { scope in
            scope.identity.publicURL.map(OAuthMetadataBody.init)
        },
        .oauth(tokenPath, "getAccessToken", "Exchange an integration's key for a token of ten minutes") {
            (input: NewAccessToken, scope) in
            try await scope.giveToken(input)
        },
        .oauth(revocationPath, "revokeAccessToken", "Give a token back before its time") {
            (input: TokenToRevoke, scope) in
            try await scope.revokeToken(input)
        },
    ]

    static let tokenPath = "oauth/token"
    static let revocationPath = "oauth/revocation"
}

extension Endpoint {
    /// Does something for a program that shows its key in the form or beside it.
    fileprivate static func oauth<In: Described, Out: Body>(
        _ path: String,
        _ id: String,
        _ summary: String,
        _ handle: @escaping @Sendable (In, OpenScope) async throws -> Out
    ) -> Endpoint {
        let plain = open(path, id, summary, status: .ok, handle)
        return Endpoint(
            method: .post,
            root: .open,
            path: path,
            id: id,
            summary: summary,
            needs: nil,
            filters: [],
            input: .form(In.self),
            output: plain.output,
            status: .ok,
            isContested: false,
            runner: plain.runner,
            speaksOAuth: true
        )
    }
}

/// What both forms have: who asks.
protocol ClientForm: Described {
    var clientID: String? { get }
    var clientSecret: String? { get }
}

extension ClientForm {
    static var clientFields: [Field<Self>] {
        [
            .text("client_id", \.clientID, 0...100, "The key's prefix; here or in HTTP Basic"),
            .text("client_secret", \.clientSecret, 0...200, "The whole key; here or in HTTP Basic"),
        ]
    }
}

struct NewAccessToken: ClientForm {
    let grantType: Grant
    let scope: String?
    let clientID: String?
    let clientSecret: String?

    enum Grant: String, Codable, CaseIterable {
        case clientCredentials = "client_credentials"
    }

    static let fields: [Field<Self>] =
        [
            .choice("grant_type", \.grantType, "What is shown: the client's own secret"),
            .text(
                "scope",
                \.scope,
                0...1000,
                "What the token may be used for, words with spaces between; left out for all that the key may"
            ),
        ] + clientFields
}

struct TokenToRevoke: ClientForm {
    let token: String
    let clientID: String?
    let clientSecret: String?

    static let fields: [Field<Self>] =
        [.text("token", \.token, 1...200, "The access token; one that does not work any more is no mistake")]
        + clientFields
}

struct AccessTokenBody: Body {
    let accessToken: String
    let tokenType: String
    let expiresIn: Int
    let scope: String

    init(_ given: (token: AccessToken, seconds: Int), scopes: [KeyScope]?) {
        self.init(
            accessToken: given.token.text,
            expiresIn: given.seconds,
            scope: scopes?.map(\.rawValue).joined(separator: " ") ?? "read write"
        )
    }

    private init(accessToken: String, expiresIn: Int, scope: String) {
        self.accessToken = accessToken
        tokenType = "Bearer"
        self.expiresIn = expiresIn
        self.scope = scope
    }

    static let example = AccessTokenBody(accessToken: "clt_token_…", expiresIn: 600, scope: "customers:read")
    static let notes = [
        "access_token": "What Authorization: Bearer holds",
        "expires_in": "Seconds for which it works",
        "scope": "What it may be used for",
    ]
    static let isShownOnce = true
}

extension OpenScope {
    /// The key that a program showed, and what it stands for; counts those that do not work, by network.
    private func client(_ form: some ClientForm) async throws -> (key: APIKey.ID, credential: Credential) {
        let shown = try ShownClient(authorization: authorization, form)
        let lanes: [SignInThrottle.Lane] = [.clients(client.origin.network)]
        try identity.throttle.take(lanes)
        guard let secret = APIKeySecret(shown.secret), secret.prefix == shown.id,
            let credential = try await hosting({ try await $0.credential(hash: secret.hash) }), let key = credential.key
        else { throw OAuthRefusal.problem(.invalidClient, "This is no key that works.") }
        identity.throttle.giveBack(lanes)
        return (key, credential)
    }

    fileprivate func giveToken(_ input: NewAccessToken) async throws -> AccessTokenBody {
        let (key, credential) = try await client(input)
        guard credential.person == nil, let place = credential.memberships.first else {
            throw OAuthRefusal.problem(
                .unauthorizedClient,
                "Only the key of an active company's integration is exchanged."
            )
        }
        try identity.throttle.take([.tokens(key)])
        let scopes = try Self.scopes(input.scope, within: credential.scopes)
        let given = try await hosting { try await $0.giveAccessToken(for: key, scopes: scopes) }
        guard let given else { throw OAuthRefusal.problem(.invalidClient, "This is no key that works.") }
        try await database.withCompany(place.company, as: credential.principal(in: place)) {
            try await $0.noteKeyUse(key)
        }
        return AccessTokenBody(given, scopes: scopes)
    }

    /// RFC 7009: whatever the token is, it does not work afterwards; another client's stays as it is.
    fileprivate func revokeToken(_ input: TokenToRevoke) async throws -> NoBody {
        let (key, _) = try await client(input)
        if let token = AccessToken(input.token) {
            try await hosting { try await $0.revokeAccessToken(token, of: key) }
            identity.signIn.forget()
        }
        return NoBody()
    }

    /// The scopes that are asked for, where the key has them; those of the key where none is.
    private static func scopes(_ text: String?, within held: [KeyScope]?) throws(Problem) -> [KeyScope]? {
        guard let text else { return held }
        var scopes: [KeyScope] = []
        for word in text.split(separator: " ", omittingEmptySubsequences: false) {
            guard let scope = KeyScope(rawValue: String(word)), held.allow(scope) else {
                throw OAuthRefusal.problem(.invalidScope, "There is no such scope, or the key has it not.")
            }
            if !scopes.contains(scope) { scopes.append(scope) }
        }
        guard KeyScope.count.contains(scopes.count) else {
            throw OAuthRefusal.problem(.invalidScope, "A token has at most \(KeyScope.count.upperBound) scopes.")
        }
        return scopes
    }
}

/// Who a program says it is: by HTTP Basic, or in the form, and not both (RFC 6749, section 2.3).
struct ShownClient {
    let id: String
    let secret: String

    init(authorization: String?, _ form: some ClientForm) throws(Problem) {
        guard let authorization else {
            guard let id = form.clientID, let secret = form.clientSecret else {
                throw OAuthRefusal.problem(
                    .invalidClient,
                    "Show the key by HTTP Basic, or as client_id and client_secret."
                )
            }
            (self.id, self.secret) = (id, secret)
            return
        }
        guard form.clientSecret == nil else {
            throw OAuthRefusal.problem(.invalidRequest, "Show the key in one place: the header or the body.")
        }
        guard let pair = Self.pair(authorization), form.clientID == nil || form.clientID == pair.id else {
            throw OAuthRefusal.problem(.invalidClient, "Authorization is Basic, with client_id and client_secret.")
        }
        (id, secret) = pair
    }

    private static func pair(_ authorization: String) -> (id: String, secret: String)? {
        let parts = authorization.split(separator: " ", maxSplits: 1)
        guard parts.count == 2, parts[0].lowercased() == "basic", let bytes = Data(base64Encoded: String(parts[1])),
            let text = String(validating: bytes, as: UTF8.self)
        else { return nil }
        let halves = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        guard halves.count == 2, let id = Query.decoded(halves[0]), let secret = Query.decoded(halves[1]) else {
            return nil
        }
        return (id, secret)
    }
}
