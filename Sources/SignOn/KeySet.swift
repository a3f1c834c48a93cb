import FoundationEssentials
import JWTKit

/// The keys that a provider signs with (RFC 7517).
struct KeySet: Sendable {
    private let keys: [JWK]

    /// The keys in a text; those of unknown kinds, and those that are not for signing, are passed over. Nil where it is none.
    init?(_ json: [UInt8]) {
        do {
            let listed = try JSONDecoder().decode(Listed.self, from: Data(json))
            keys = listed.keys.compactMap { $0.use == nil || $0.use == "sig" ? $0.key : nil }
        } catch {
            return nil
        }
    }

    /// The one key that a token's head means: by its id, or the only one that there is. It says the algorithm itself, or
    /// is of the kind that the algorithm needs.
    func key(id: String?, algorithm: JWK.Algorithm) -> JWK? {
        let candidates = keys.filter { key in
            (id == nil || key.keyIdentifier?.string == id) && (key.algorithm == nil || key.algorithm == algorithm)
                && key.keyType == algorithm.keyType && key.isLongEnough
        }
        return candidates.count == 1 ? candidates.first : nil
    }

    private struct Listed: Decodable {
        let keys: [Entry]
    }

    private struct Entry: Decodable {
        let use: String?
        let key: JWK?

        private enum CodingKeys: CodingKey {
            case use
        }

        init(from decoder: any Decoder) throws {
            use = try decoder.container(keyedBy: CodingKeys.self).decodeIfPresent(String.self, forKey: .use)
            // A key of a kind that is not known is none of ours, and the others count.
            key = try? JWK(from: decoder)
        }
    }
}

extension JWK {
    /// RSA of at least 2,048 bits, of which base64url makes 342 characters; the other kinds have one length.
    fileprivate var isLongEnough: Bool {
        keyType != .rsa || (modulus?.utf8.count ?? 0) >= 342
    }
}

extension JWK.Algorithm {
    /// What providers sign with, and nothing else: neither `none`, nor anything that a public key could be the secret of.
    static func allowed(_ name: String) -> JWK.Algorithm? {
        switch name {
        case "RS256": .rs256
        case "PS256": .ps256
        case "ES256": .es256
        case "EdDSA": .eddsa
        default: nil
        }
    }

    fileprivate var keyType: JWK.KeyType {
        self == .es256 ? .ecdsa : self == .eddsa ? .octetKeyPair : .rsa
    }
}
