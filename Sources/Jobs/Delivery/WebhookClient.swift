import AsyncHTTPClient
import Domain
import FoundationEssentials
import NIOCore
import NIOHTTP1
import NIOSSL
import Store

/// Sends a turn's deliveries: looks the host up once, checks the addresses, and connects to exactly the one that was
/// checked, under the host's own name. Redirects are not followed.
struct WebhookClient: Sendable {
    /// Deliveries of one webhook that are on their way at once.
    static let lanes = 4
    /// A turn begins nothing new after this time, so that it ends before its lease.
    static let turnLimit = Duration.seconds(10)
    private static let lookupLimit = Duration.seconds(5)

    let networks: WebhookNetworks
    /// From the look-up of the name to the end of the answer.
    var timeLimit = WebhookAttempt.timeLimit
    var tls = TLSConfiguration.makeClientConfiguration()
    var lookUp: @Sendable (String, Duration) async throws -> [NetworkAddress] = HostLookup.addresses

    /// Sends what there is time for, as long as `isOpen` says that more may be begun.
    func send(
        _ turn: WebhookTurn,
        secrets: [WebhookSecret],
        while isOpen: @Sendable () -> Bool = { true }
    ) async throws -> [WebhookResult] {
        let clock = ContinuousClock()
        let start = clock.now
        let url = turn.webhook.url
        let messages = { (delivery: WebhookDelivery) in
            let time = turn.begin.addingTimeInterval((clock.now - start) / .seconds(1))
            return Attempt(delivery, WebhookMessage(delivery, to: url, secrets: secrets, at: time), at: time)
        }
        let address: NetworkAddress
        do {
            address = try await allowedAddress(of: url)
        } catch {
            return turn.deliveries.map { delivery in
                messages(delivery).result(error.outcome, took: clock.now - start, problem: error.problem)
            }
        }
        let lookupTime = clock.now - start
        return try await HTTPClient.withHTTPClient(configuration: configuration(url, address)) { client in
            await withTaskGroup(of: WebhookResult.self) { group in
                var results: [WebhookResult] = []
                var waiting = turn.deliveries[...]
                func begin() {
                    guard isOpen(), clock.now - start < Self.turnLimit, let delivery = waiting.popFirst() else {
                        return
                    }
                    let attempt = messages(delivery)
                    let limit = timeLimit - lookupTime
                    group.addTask { await attempt.perform(with: client, address: address, within: limit) }
                }
                for _ in 0..<Self.lanes { begin() }
                for await result in group {
                    results.append(result)
                    begin()
                }
                return results
            }
        }
    }

    private func configuration(_ url: WebhookURL, _ address: NetworkAddress) -> HTTPClient.Configuration {
        var configuration = HTTPClient.Configuration()
        configuration.tlsConfiguration = tls
        configuration.redirectConfiguration = .disallow
        configuration.timeout.connect = .seconds(10)
        configuration.dnsOverride = [url.host: address.description]
        configuration.httpVersion = .http1Only
        configuration.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit = Self.lanes
        configuration.connectionPool.retryConnectionEstablishment = false
        return configuration
    }

    /// Why nothing can be sent to a host.
    private enum Refusal: Error {
        case unknown, timeout, forbidden, insecure

        var outcome: WebhookAttempt.Outcome {
            switch self {
            case .timeout: .timeout
            case .unknown: .unreachable
            case .forbidden, .insecure: .blocked
            }
        }

        var problem: String {
            switch self {
            case .unknown: "The host name has no address."
            case .timeout: "The host name could not be looked up in time."
            case .forbidden: "The host name leads to an address that is not public."
            case .insecure: "Only https may be sent to outside the named networks."
            }
        }
    }

    private func allowedAddress(of url: WebhookURL) async throws(Refusal) -> NetworkAddress {
        let found: [NetworkAddress]
        do {
            found = try await lookUp(url.host, Self.lookupLimit)
        } catch HostLookup.Failure.unknown {
            throw .unknown
        } catch {
            throw .timeout
        }
        if let allowed = found.first(where: { networks.allows($0, isSecure: url.isSecure) }) { return allowed }
        throw found.contains { networks.allows($0, isSecure: true) } ? .insecure : .forbidden
    }
}
