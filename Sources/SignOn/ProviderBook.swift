import Domain
import Outbound
import Synchronization

/// Remembers what providers say of themselves and which keys they sign with: for an hour, and for ten seconds that one was
/// away, so that a crowd at the door does not become one at the provider's.
final class ProviderBook: Sendable {
    private let client: OutboundClient
    /// Keys are asked for again because of an unknown one at most once in this time.
    private let rest: Duration
    private let pages = Mutex(Pages())

    private static let lifetime = Duration.seconds(3600)
    private static let patience = Duration.seconds(10)
    /// Providers remembered at most; all are forgotten when there would be more.
    private static let capacity = 1024

    private struct Pages {
        var metadata: [String: Page<ProviderMetadata>] = [:]
        var keys: [String: Page<KeySet>] = [:]
    }

    private struct Page<Content: Sendable>: Sendable {
        let content: Result<Content, SignOnFailure>
        let at: ContinuousClock.Instant

        var isFresh: Bool {
            let age = ContinuousClock.now - at
            if case .success = content { return age < ProviderBook.lifetime }
            return age < ProviderBook.patience
        }
    }

    init(client: OutboundClient, rest: Duration) {
        self.client = client
        self.rest = rest
    }

    /// What the provider says of itself.
    func metadata(of issuer: String) async throws(SignOnFailure) -> ProviderMetadata {
        if let page = pages.withLock({ $0.metadata[issuer] }), page.isFresh { return try page.content.get() }
        let content: Result<ProviderMetadata, SignOnFailure>
        do {
            let said = try await body(at: ProviderMetadata.address(of: issuer), "discovery")
            content = ProviderMetadata(said, of: issuer).map(Result.success) ?? .failure(.away("discovery: malformed"))
        } catch {
            content = .failure(error)
        }
        pages.withLock { pages in
            if pages.metadata.count >= Self.capacity { pages.metadata.removeAll() }
            pages.metadata[issuer] = Page(content: content, at: .now)
        }
        return try content.get()
    }

    /// The keys that it signs with.
    func keys(of issuer: String, at address: WebURL) async throws(SignOnFailure) -> KeySet {
        if let page = pages.withLock({ $0.keys[issuer] }), page.isFresh { return try page.content.get() }
        let content: Result<KeySet, SignOnFailure>
        do {
            content =
                KeySet(try await body(at: address, "keys")).map(Result.success) ?? .failure(.away("keys: malformed"))
        } catch {
            content = .failure(error)
        }
        pages.withLock { pages in
            if pages.keys.count >= Self.capacity { pages.keys.removeAll() }
            pages.keys[issuer] = Page(content: content, at: .now)
        }
        return try content.get()
    }

    /// The keys, asked for again where that was not done a moment ago.
    func newerKeys(of issuer: String, at address: WebURL) async throws(SignOnFailure) -> KeySet {
        pages.withLock { pages in
            if let page = pages.keys[issuer], ContinuousClock.now - page.at >= rest { pages.keys[issuer] = nil }
        }
        return try await keys(of: issuer, at: address)
    }

    private func body(at address: WebURL?, _ what: String) async throws(SignOnFailure) -> [UInt8] {
        guard let address else { throw .away("\(what): address") }
        let reply = try await client.reply(to: OutboundClient.Question(address), what)
        guard reply.status == 200 else { throw .away("\(what): \(reply.status)") }
        return reply.body
    }
}
