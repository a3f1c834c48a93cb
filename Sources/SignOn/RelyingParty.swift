import Crypto
public import Domain
public import FoundationEssentials
import Outbound

/// Lets a provider of OpenID Connect say who somebody is: authorisation code with PKCE (RFC 7636, S256), state and nonce.
public struct RelyingParty: Sendable {
    private let client: OutboundClient
    private let book: ProviderBook
    private let now: @Sendable () -> Date

    /// One that asks providers in these networks.
    /// - Parameters:
    ///   - keyRest: for how long keys are not asked for again because of one that is not known.
    ///   - now: the clock that tokens are held against.
    public init(
        networks: AllowedNetworks,
        keyRest: Duration = .seconds(60),
        now: @escaping @Sendable () -> Date = { Date.now }
    ) {
        client = OutboundClient(hosts: AllowedHosts(networks: networks))
        book = ProviderBook(client: client, rest: keyRest)
        self.now = now
    }

    /// As what we are known to a provider.
    public struct Registration: Sendable, Hashable {
        /// The provider's name for itself, an https address.
        public let issuer: String
        /// What it calls us.
        public let clientID: String
        /// Where it sends people back to.
        public let redirectURI: String

        /// A registration at a provider.
        public init(issuer: String, clientID: String, redirectURI: String) {
            self.issuer = issuer
            self.clientID = clientID
            self.redirectURI = redirectURI
        }
    }

    /// What ties an answer to the browser that asked. All three are secret until they are used.
    public struct Ties: Sendable, Hashable {
        /// Comes back in the address.
        public let state: String
        /// Comes back in the token.
        public let nonce: String
        /// Shown with the code; its hash went ahead.
        public let verifier: String

        /// Three texts of at least 43 characters of base64url.
        public init(state: String, nonce: String, verifier: String) {
            self.state = state
            self.nonce = nonce
            self.verifier = verifier
        }
    }

    /// Whom a provider let in.
    public struct Identity: Sendable, Hashable {
        /// The provider's own name for them, which never changes.
        public let subject: String
        /// Their address, where the provider says that it is theirs.
        public let verifiedEmail: String?
    }

    /// The address at the provider that a browser is sent to.
    public func address(
        for party: Registration,
        _ ties: Ties,
        email: String
    ) async throws(SignOnFailure) -> String {
        let metadata = try await book.metadata(of: party.issuer)
        let digest = Data(SHA256.hash(data: Data(ties.verifier.utf8))).base64EncodedString()
        let challenge = digest.map { $0 == "+" ? "-" : $0 == "/" ? "_" : $0 }.filter { $0 != "=" }
        let query = Form.text([
            ("response_type", "code"), ("client_id", party.clientID), ("redirect_uri", party.redirectURI),
            ("scope", "openid email"), ("state", ties.state), ("nonce", ties.nonce),
            ("code_challenge", String(challenge)), ("code_challenge_method", "S256"), ("login_hint", email),
        ])
        let base = metadata.authorizationEndpoint.text
        return base + (base.contains("?") ? "&" : "?") + query
    }

    /// Exchanges the code for the word of the provider, and checks it.
    /// - Parameter issuer: what the answer calls the provider (RFC 9207); nil where it says nothing.
    public func identity(
        for code: String,
        from issuer: String?,
        as party: Registration,
        secret: String,
        _ ties: Ties
    ) async throws(SignOnFailure) -> Identity {
        let metadata = try await book.metadata(of: party.issuer)
        if let issuer, issuer != party.issuer { throw .otherProvider }
        if issuer == nil, metadata.namesItself { throw .otherProvider }
        let token = try await idToken(for: code, as: party, secret: secret, ties.verifier, metadata)
        let claims = try await verified(token, of: party.issuer, metadata)
        if let fault = claims.fault(for: party, nonce: ties.nonce, at: now()) { throw .token(fault) }
        return Identity(subject: claims.subject, verifiedEmail: claims.isEmailVerified ? claims.email : nil)
    }

    private func idToken(
        for code: String,
        as party: Registration,
        secret: String,
        _ verifier: String,
        _ metadata: ProviderMetadata
    ) async throws(SignOnFailure) -> String {
        var fields = [
            ("grant_type", "authorization_code"), ("code", code), ("redirect_uri", party.redirectURI),
            ("code_verifier", verifier),
        ]
        var headers: [(name: String, value: String)] = []
        if metadata.takesSecretInForm {
            fields += [("client_id", party.clientID), ("client_secret", secret)]
        } else {
            let pair = "\(Form.escaped(party.clientID)):\(Form.escaped(secret))"
            headers.append(("authorization", "Basic \(Data(pair.utf8).base64EncodedString())"))
        }
        let question = OutboundClient.Question(metadata.tokenEndpoint, headers: headers, form: Form.text(fields))
        let reply = try await client.reply(to: question, "token endpoint")
        if (400..<500).contains(reply.status) { throw .code }
        guard reply.status == 200 else { throw .away("token endpoint: \(reply.status)") }
        do {
            return try JSONDecoder().decode(Granted.self, from: Data(reply.body)).token
        } catch {
            throw .token("missing")
        }
    }

    /// A key that is not known may be new: the provider is asked again, but not for every token that somebody makes up.
    private func verified(
        _ token: String,
        of issuer: String,
        _ metadata: ProviderMetadata
    ) async throws(SignOnFailure) -> IDToken {
        do {
            return try await IDToken.verified(token, by: try await book.keys(of: issuer, at: metadata.keys))
        } catch .unknownKey {
            return try await IDToken.verified(token, by: try await book.newerKeys(of: issuer, at: metadata.keys))
        }
    }

    private struct Granted: Decodable {
        let token: String

        private enum CodingKeys: String, CodingKey {
            case token = "id_token"
        }
    }
}

extension OutboundClient {
    /// The answer to a question, or that the provider is away.
    func reply(to question: Question, _ what: String) async throws(SignOnFailure) -> Reply {
        do {
            return try await ask(question)
        } catch {
            throw .away("\(what): \(error)")
        }
    }
}

/// Texts of forms and queries.
enum Form {
    static func text(_ fields: [(String, String)]) -> String {
        fields.map { "\(escaped($0.0))=\(escaped($0.1))" }.joined(separator: "&")
    }

    /// Percent-encoded but for what needs it nowhere (RFC 3986, unreserved).
    static func escaped(_ text: String) -> String {
        let digits = Array("0123456789ABCDEF".utf8)
        var bytes: [UInt8] = []
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
                UInt8(ascii: "~"):
                bytes.append(byte)
            default: bytes += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
