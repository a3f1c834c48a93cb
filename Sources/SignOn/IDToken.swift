import FoundationEssentials
import JWTKit

/// What a provider says of whom it let in (OpenID Connect Core 1.0, section 2).
struct IDToken: JWTPayload {
    let issuer: String
    let subject: String
    let audience: [String]
    let authorizedParty: String?
    let expiresAt: Double
    let issuedAt: Double
    let nonce: String?
    let email: String?
    let isEmailVerified: Bool

    /// Clocks may differ by this, in seconds.
    static let leeway = 60.0
    /// Bytes of a token at most.
    static let longest = 16 * 1024

    private enum CodingKeys: String, CodingKey {
        case issuer = "iss"
        case subject = "sub"
        case audience = "aud"
        case authorizedParty = "azp"
        case expiresAt = "exp"
        case issuedAt = "iat"
        case nonce, email
        case isEmailVerified = "email_verified"
    }

    init(from decoder: any Decoder) throws {
        let claims = try decoder.container(keyedBy: CodingKeys.self)
        issuer = try claims.decode(String.self, forKey: .issuer)
        subject = try claims.decode(String.self, forKey: .subject)
        // One or several (RFC 7519, section 4.1.3).
        if let one = try? claims.decode(String.self, forKey: .audience) {
            audience = [one]
        } else {
            audience = try claims.decode([String].self, forKey: .audience)
        }
        authorizedParty = try claims.decodeIfPresent(String.self, forKey: .authorizedParty)
        expiresAt = try claims.decode(Double.self, forKey: .expiresAt)
        issuedAt = try claims.decode(Double.self, forKey: .issuedAt)
        nonce = try claims.decodeIfPresent(String.self, forKey: .nonce)
        email = try claims.decodeIfPresent(String.self, forKey: .email)
        // Anything but true, such as the text "true", is not true.
        isEmailVerified = (try? claims.decode(Bool.self, forKey: .isEmailVerified)) ?? false
    }

    /// The signature is what jwt-kit checks; the claims are checked in ``fault(for:nonce:at:)``.
    func verify(using algorithm: some JWTAlgorithm) {}

    /// Reads a token whose signature one of the keys made. Throws what is wrong with it.
    static func verified(_ token: String, by keys: KeySet) async throws(SignOnFailure) -> IDToken {
        guard token.utf8.count <= longest, let head = Head(token), head.isPlain,
            let algorithm = JWK.Algorithm.allowed(head.algorithm)
        else { throw .token("algorithm") }
        guard var key = keys.key(id: head.keyID, algorithm: algorithm) else { throw .unknownKey }
        key.keyIdentifier = "the key"
        key.algorithm = algorithm
        do {
            // Its one key is the default, whatever the token calls it.
            let collection = JWTKeyCollection()
            try await collection.add(jwk: key)
            return try await collection.verify(token, as: IDToken.self)
        } catch {
            throw .token("signature")
        }
    }

    /// What is wrong with the claims; nil where they are good.
    func fault(for party: RelyingParty.Registration, nonce expected: String, at time: Date) -> String? {
        let now = time.timeIntervalSince1970
        if issuer != party.issuer { return "issuer" }
        if !audience.contains(party.clientID) { return "audience" }
        if (audience.count > 1 || authorizedParty != nil) && authorizedParty != party.clientID { return "party" }
        if expiresAt + Self.leeway <= now { return "expired" }
        if issuedAt - Self.leeway > now { return "future" }
        if nonce != expected { return "nonce" }
        return subject.isEmpty || subject.utf8.count > 255 ? "subject" : nil
    }

    /// What stands in front of the first dot.
    private struct Head: Decodable {
        let algorithm: String
        let keyID: String?
        let isPlain: Bool

        private enum CodingKeys: String, CodingKey {
            case algorithm = "alg"
            case keyID = "kid"
            case critical = "crit"
        }

        init(from decoder: any Decoder) throws {
            let fields = try decoder.container(keyedBy: CodingKeys.self)
            algorithm = try fields.decode(String.self, forKey: .algorithm)
            keyID = try fields.decodeIfPresent(String.self, forKey: .keyID)
            isPlain = !fields.contains(.critical)
        }

        init?(_ token: String) {
            let part = token.prefix { $0 != "." }.map { $0 == "-" ? "+" : $0 == "_" ? "/" : $0 }
            let padding = String(repeating: "=", count: (4 - part.count % 4) % 4)
            guard let bytes = Data(base64Encoded: String(part) + padding) else { return nil }
            do {
                self = try JSONDecoder().decode(Self.self, from: bytes)
            } catch {
                return nil
            }
        }
    }
}
