import AsyncHTTPClient
import Domain
import FoundationEssentials
import NIOCore
import NIOHTTP1
import NIOSSL
import Outbound
import Store

/// Sends a turn's deliveries: looks the host up once, checks the addresses, and connects to exactly the one that was
/// checked, under the host's own name. Redirects are not followed.
struct WebhookClient: Sendable {
    /// Deliveries of one webhook that are on their way at once.
    static let lanes = 4
    /// A turn begins nothing new after this time, so that it ends before its lease.
    static let turnLimit = Duration.seconds(10)

    let networks: AllowedNetworks
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
            address = try await AllowedHosts(networks: networks, lookUp: lookUp).address(of: url)
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

    private func configuration(_ url: WebURL, _ address: NetworkAddress) -> HTTPClient.Configuration {
        var configuration = HTTPClient.Configuration(to: url, at: address, tls: tls)
        configuration.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit = Self.lanes
        return configuration
    }
}

extension AllowedHosts.Refusal {
    fileprivate var outcome: WebhookAttempt.Outcome {
        switch self {
        case .timeout: .timeout
        case .unknown: .unreachable
        case .forbidden, .insecure: .blocked
        }
    }

    fileprivate var problem: String {
        switch self {
        case .unknown: "The host name has no address."
        case .timeout: "The host name could not be looked up in time."
        case .forbidden: "The host name leads to an address that is not public."
        case .insecure: "Only https may be sent to outside the named networks."
        }
    }
}
