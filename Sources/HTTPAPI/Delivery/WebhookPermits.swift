import Domain
import Store

/// What webhooks may be registered with in this installation.
public struct WebhookPermits: Sendable {
    private let vault: WebhookVault?
    private let takesInsecure: Bool

    /// - Parameters:
    ///   - key: keeps their secrets; without one none can be registered.
    ///   - networks: where they may be sent to besides the public internet, in CIDR notation; URLs without TLS are
    ///     taken only where there are any.
    public init(key: String?, networks: [String]) {
        vault = key.map(WebhookVault.init(key:))
        takesInsecure = !networks.isEmpty
    }

    /// The vault; 503 where the installation has none.
    func requireVault() throws(WebhookError) -> WebhookVault {
        guard let vault else { throw .noKey }
        return vault
    }

    /// The URL that a text is. What its host leads to is checked with every sending, because it may change.
    func url(_ text: String) throws(WebhookError) -> WebURL {
        guard let url = WebURL(text) else { throw .badURL }
        guard url.isSecure || takesInsecure else { throw .insecureURL }
        return url
    }
}
