import Crypto
import Domain
import FoundationEssentials
import SignOn

/// Ties a sign-on to the browser that began it. The browser keeps one random text, whose sign-on it is and until when,
/// signed; state, nonce and verifier follow from the text and our key, so nothing is kept here.
struct SignOnSigner: Sendable {
    private let key: SymmetricKey

    /// Seconds within which somebody comes back from the provider.
    static let lifetime = 600

    /// A signer; every process of an installation has the same secret.
    init(secret: String) {
        key = HKDF<SHA256>.deriveKey(
            inputKeyMaterial: SymmetricKey(data: Array(secret.utf8)),
            info: Array("sign-on".utf8),
            outputByteCount: 32
        )
    }

    /// A new sign-on at the provider of an agency: what the browser keeps, and what goes along.
    func begin(at agency: Agency.ID) -> (cookie: String, ties: RelyingParty.Ties) {
        let text = SecretToken.make().text
        let end = Int64(Date.now.timeIntervalSince1970) + Int64(Self.lifetime)
        let content = "\(text).\(agency).\(end)"
        return ("\(content).\(code(content))", ties(text))
    }

    /// The sign-on that a browser began, where what it kept is ours, not over, and of this state.
    func resume(_ cookie: String, state: String) -> (agency: Agency.ID, ties: RelyingParty.Ties)? {
        let parts = cookie.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 4, let signature = Base64URL.bytes(parts[3]), let shown = Base64URL.bytes(state) else {
            return nil
        }
        let content = parts.dropLast().joined(separator: ".")
        let isOurs = HMAC<SHA256>.isValidAuthenticationCode(
            signature,
            authenticating: Array("cookie|\(content)".utf8),
            using: key
        )
        let isAnswered = HMAC<SHA256>.isValidAuthenticationCode(
            shown,
            authenticating: Array("state|\(parts[0])".utf8),
            using: key
        )
        guard isOurs, isAnswered, let agency = Agency.ID(parts[1]), let end = Double(parts[2]),
            Date.now.timeIntervalSince1970 < end
        else { return nil }
        return (agency, ties(parts[0]))
    }

    private func ties(_ text: String) -> RelyingParty.Ties {
        RelyingParty.Ties(
            state: derived("state", text),
            nonce: derived("nonce", text),
            verifier: derived("verifier", text)
        )
    }

    private func code(_ content: String) -> String { derived("cookie", content) }

    private func derived(_ purpose: String, _ text: String) -> String {
        Base64URL.text(Array(HMAC<SHA256>.authenticationCode(for: Array("\(purpose)|\(text)".utf8), using: key)))
    }
}
