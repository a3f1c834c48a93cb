import Crypto
import Domain
import FoundationEssentials
import Hummingbird
import Store

/// The cookies of a browser that is signed in. Their names begin with `__Host-`: the browser takes them only over TLS (or
/// from its own machine), for this host alone and every path, so no other host can set one.
enum SessionCookie {
    /// Holds the secret of the session.
    static let session = "__Host-clientele_session"
    /// Shows that this browser signed in before.
    static let device = "__Host-clientele_device"
    /// Holds what ties a sign-on to the browser that began it.
    static let signOn = "__Host-clientele_sign_on"
    /// Half a year.
    static let deviceLifetime = 15_552_000

    /// The value of Set-Cookie.
    static func text(_ name: String, _ value: String, lifetime: Int) -> String {
        "\(name)=\(value); Path=/; Max-Age=\(lifetime); Secure; HttpOnly; SameSite=Lax"
    }

    /// The value of a cookie; nil where there is none, or more than one: only one of them can be ours.
    static func value(of name: String, in headers: HTTPFields) -> String? {
        let values = (headers[.cookie] ?? "").split(separator: ";").compactMap { part -> String? in
            let pair = String(part).trimmingSpaces().split(separator: "=", maxSplits: 1)
            return pair.count == 2 && pair[0] == name ? String(pair[1]) : nil
        }
        return values.count == 1 ? values[0] : nil
    }

    /// What a page must send in X-CSRF-Token to change anything: it follows from the secret, which a page of another
    /// host does not know and a script of this one cannot read.
    static func csrfToken(of secret: SecretToken) -> String {
        let key = SymmetricKey(data: Array(secret.text.utf8))
        return Base64URL.text(Array(HMAC<SHA256>.authenticationCode(for: Array("csrf".utf8), using: key)))
    }

    /// Whether a text is the token; takes as long for every wrong one.
    static func isCSRFToken(_ text: String?, of secret: SecretToken) -> Bool {
        guard let bytes = text.flatMap(Base64URL.bytes) else { return false }
        let key = SymmetricKey(data: Array(secret.text.utf8))
        return HMAC<SHA256>.isValidAuthenticationCode(bytes, authenticating: Array("csrf".utf8), using: key)
    }
}

/// Signs what a browser shows to say that it signed in to an account before.
struct DeviceSigner: Sendable {
    private let key: SymmetricKey

    /// A signer; every process of an installation has the same secret.
    init(secret: String) {
        key = HKDF<SHA256>.deriveKey(
            inputKeyMaterial: SymmetricKey(data: Array(secret.utf8)),
            info: Array("device".utf8),
            outputByteCount: 32
        )
    }

    /// A new mark of a browser, for one person.
    func mark(for person: Person.ID) -> String {
        let name = SecretToken.make().text
        return name + "." + Base64URL.text(code(name, person))
    }

    /// What names the browser, where the mark was made for this person.
    func device(_ mark: String, of person: Person.ID) -> String? {
        let parts = mark.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 2, let code = Base64URL.bytes(parts[1]) else { return nil }
        let content = Self.content(parts[0], person)
        guard HMAC<SHA256>.isValidAuthenticationCode(code, authenticating: content, using: key) else { return nil }
        return parts[0]
    }

    private func code(_ name: String, _ person: Person.ID) -> [UInt8] {
        Array(HMAC<SHA256>.authenticationCode(for: Self.content(name, person), using: key))
    }

    private static func content(_ name: String, _ person: Person.ID) -> [UInt8] {
        Array("\(person)|\(name)".utf8)
    }
}
