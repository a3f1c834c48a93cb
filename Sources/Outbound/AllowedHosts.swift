public import AsyncHTTPClient
public import Domain
import NIOCore
public import NIOSSL

/// Finds where a request to somebody's host may go. The connection is made to exactly the address that was checked, under
/// the host's own name: what a second look-up would say does not matter.
public struct AllowedHosts: Sendable {
    private let networks: AllowedNetworks
    private let lookUp: @Sendable (String, Duration) async throws -> [NetworkAddress]

    /// A name is looked up within this time.
    private static let lookupLimit = Duration.seconds(5)

    /// Hosts in these networks, whose names are looked up so.
    public init(
        networks: AllowedNetworks,
        lookUp: @escaping @Sendable (String, Duration) async throws -> [NetworkAddress] = HostLookup.addresses
    ) {
        self.networks = networks
        self.lookUp = lookUp
    }

    /// Why nothing can be sent to a host.
    public enum Refusal: Error, Sendable, Hashable {
        /// Its name has no address.
        case unknown
        /// Its name was not looked up in time.
        case timeout
        /// Its name leads to no public address, nor to one that the operator allows.
        case forbidden
        /// It may be asked, but only with TLS.
        case insecure
    }

    /// The address to connect to.
    public func address(of url: WebURL) async throws(Refusal) -> NetworkAddress {
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

extension HTTPClient.Configuration {
    /// For requests to one host at the address that was checked. Redirects are not followed.
    public init(to url: WebURL, at address: NetworkAddress, tls: TLSConfiguration) {
        self.init()
        tlsConfiguration = tls
        redirectConfiguration = .disallow
        timeout.connect = .seconds(10)
        dnsOverride = [url.host: address.description]
        httpVersion = .http1Only
        connectionPool.retryConnectionEstablishment = false
    }
}
