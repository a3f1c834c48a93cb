import Crypto
public import Domain
public import FoundationEssentials

/// Encrypts the secrets of webhooks with the installation's key, each for its company and webhook only.
public struct WebhookVault: Sendable {
    private let key: SymmetricKey

    /// A vault of the setting WEBHOOK_KEY.
    public init(key: String) {
        self.key = SymmetricKey(data: SHA256.hash(data: Array(key.utf8)))
    }

    /// The secret, encrypted with AES-256-GCM under a fresh nonce.
    public func seal(_ secret: WebhookSecret, of webhook: Webhook.ID, in company: Company.ID) throws -> Data {
        let box = try AES.GCM.seal(secret.bytes, using: key, authenticating: Self.name(webhook, company))
        guard let sealed = box.combined else { throw WebhookError.noKey }
        return sealed
    }

    /// The secret again; nil where it was sealed with another key, or for another webhook.
    public func open(_ sealed: Data, of webhook: Webhook.ID, in company: Company.ID) -> WebhookSecret? {
        do {
            let box = try AES.GCM.SealedBox(combined: sealed)
            return WebhookSecret(bytes: try AES.GCM.open(box, using: key, authenticating: Self.name(webhook, company)))
        } catch {
            return nil
        }
    }

    private static func name(_ webhook: Webhook.ID, _ company: Company.ID) -> Data {
        Data("\(company)/\(webhook)".utf8)
    }
}
