import Domain
import Hummingbird
import SignOn
import Store

/// Signing in by the word of an agency's provider (OpenID Connect): the page asks for the provider's address and sends the
/// browser there; the provider sends it back to the page, which hands on what came along.
enum SignOnEndpoints {
    static let all: [Endpoint] = [
        .open("sign-on", "beginSignOn", "Find the provider of somebody's organisation, and where to go there") {
            (input: NewSignOn, scope) in
            try await scope.beginSignOn(input)
        },
        .open("sign-on/completion", "completeSignOn", "Sign in with what the provider sent along") {
            (input: SignOnReturn, scope) in
            try await scope.completeSignOn(input)
        },
    ]
}

struct NewSignOn: Described {
    let email: String

    static let fields: [Field<Self>] = [
        .text(
            "email",
            \.email,
            Person.emailLength,
            "Address of the login: what stands behind its @ says which provider"
        )
    ]
}

struct SignOnReturn: Described {
    let code: String
    let state: String
    let iss: String?

    static let fields: [Field<Self>] = [
        .text("code", \.code, 1...2000, "What the provider sent along as code"),
        .text("state", \.state, 1...200, "What it sent along as state"),
        .text("iss", \.iss, 1...500, "What it sent along as iss, where it did"),
    ]
}

struct SignOnBody: Body {
    let authorizationURL: String
    let cookies: [String]

    init(authorizationURL: String, cookie: String) {
        self.authorizationURL = authorizationURL
        cookies = [SessionCookie.text(SessionCookie.signOn, cookie, lifetime: SignOnSigner.lifetime)]
    }

    private enum CodingKeys: CodingKey {
        case authorizationURL
    }

    static let example = SignOnBody(
        authorizationURL: "https://id.example/authorize?response_type=code&client_id=clientele&…",
        cookie: ""
    )
    static let notes = [
        "authorization_url": "Where the browser goes next, within ten minutes; it comes back to /sign-on of the pages"
    ]
}

extension OpenScope {
    fileprivate func beginSignOn(_ input: NewSignOn) async throws -> SignOnBody {
        try identity.throttle.take([.signOns(client.origin.network)])
        let kept = try await hosting { try await $0.identityProvider(for: input.email) }
        guard let provider = kept?.provider else { throw IdentityProviderError.none }
        let (cookie, ties) = identity.signOns.begin(at: provider.agency)
        do {
            let address = try await identity.relyingParty.address(
                for: registration(at: provider),
                ties,
                email: input.email
            )
            return SignOnBody(authorizationURL: address, cookie: cookie)
        } catch let failure as SignOnFailure {
            throw problem(failure)
        }
    }

    fileprivate func completeSignOn(_ input: SignOnReturn) async throws -> SignedInBody {
        let lanes: [SignInThrottle.Lane] = [.network(client.origin.network)]
        try identity.throttle.take(lanes)
        guard let cookie = client.signOn, let (agency, ties) = identity.signOns.resume(cookie, state: input.state),
            let kept = try await hosting({ try await $0.identityProvider(of: agency) })
        else {
            throw IdentityProviderError.unasked
        }
        guard let vault = identity.providerVault else { throw IdentityProviderError.noKey }
        let provider = kept.provider
        let person: RelyingParty.Identity
        do {
            person = try await identity.relyingParty.identity(
                for: input.code,
                from: input.iss,
                as: registration(at: provider),
                secret: vault.secret(of: kept),
                ties
            )
        } catch let failure as SignOnFailure {
            throw problem(failure)
        }
        let signedIn = try await begin(person, by: provider)
        identity.throttle.giveBack(lanes)
        return signedIn
    }

    /// A session of whom the provider means; 401 where that is nobody whom it may let in.
    private func begin(_ identity: RelyingParty.Identity, by provider: IdentityProvider) async throws -> SignedInBody {
        let origin = client.origin
        let begun = try await hosting { hosting -> SignedInBody? in
            let person = try await hosting.person(
                meantBy: provider,
                subject: identity.subject,
                verifiedEmail: identity.verifiedEmail,
                from: origin
            )
            guard let person else { return nil }
            let (session, secret) = try await hosting.beginSession(of: person.id, as: .signedOn, from: origin)
            return SignedInBody(person, session, secret, over: [SessionCookie.signOn])
        }
        if let begun { return begun }
        throw Self.refused(
            "sign_on.nobody",
            "Your organisation's provider knows you, but you have no login here by its word."
        )
    }

    private func registration(at provider: IdentityProvider) throws -> RelyingParty.Registration {
        guard let pages = identity.publicURL else {
            throw Problem(.conflict, "sign_on.no_pages", "This installation has no PUBLIC_URL to come back to.")
        }
        let base = pages.hasSuffix("/") ? String(pages.dropLast()) : pages
        return RelyingParty.Registration(
            issuer: provider.issuer,
            clientID: provider.clientID,
            redirectURI: base + "/sign-on"
        )
    }

    /// What is said of a failure; the operator finds its reason in the log.
    private func problem(_ failure: SignOnFailure) -> Problem {
        var problem =
            switch failure {
            case .away:
                Problem(.serviceUnavailable, "sign_on.provider_away", "Your organisation's provider does not answer.")
                    .with(.retryAfter, "10")
            case .code: Self.refused("sign_on.code", "The provider does not take this code; begin again.")
            case .token, .unknownKey: Self.refused("sign_on.token", "The provider's answer is not to be trusted.")
            case .otherProvider: Self.refused("sign_on.other_provider", "The answer came from another provider.")
            }
        problem.reason = failure.reason
        return problem
    }

    private static func refused(_ code: String, _ detail: String) -> Problem {
        Problem(.unauthorized, code, detail).with(.wwwAuthenticate, #"Bearer realm="clientele""#)
    }
}
