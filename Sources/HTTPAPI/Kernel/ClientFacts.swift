import Domain
import Hummingbird
import NIOCore

/// From where a request comes: for the throttle, and for people who look at their sessions.
struct ClientFacts: Sendable {
    /// The network, and what the browser calls itself.
    let origin: SignInOrigin
    /// What the browser shows to say that it signed in before.
    let device: String?
    /// What the browser shows of a sign-on that it began.
    let signOn: String?

    /// - Parameter proxies: whose word in X-Forwarded-For is believed.
    init(_ headers: HTTPFields, peer: String?, proxies: [NetworkRange]) {
        let address = Self.address(peer, headers[.forwardedFor] ?? "", proxies)
        let agent = headers[.userAgent] ?? ""
        let printable = agent.unicodeScalars.filter { $0.value >= 0x20 && $0.value != 0x7F }
        origin = SignInOrigin(
            network: address.neighbourhood.description,
            userAgent: String(String.UnicodeScalarView(printable))
        )
        device = SessionCookie.value(of: SessionCookie.device, in: headers)
        signOn = SessionCookie.value(of: SessionCookie.signOn, in: headers)
    }

    /// The first address that no proxy of ours stands for, seen from here: each proxy adds whom it heard at the end.
    private static func address(_ peer: String?, _ forwarded: String, _ proxies: [NetworkRange]) -> NetworkAddress {
        // What comes by no address, such as a socket of the machine, is this machine.
        var address = (peer.flatMap(NetworkAddress.init) ?? loopback).unmapped
        for part in forwarded.split(separator: ",").reversed() {
            guard proxies.contains(where: { $0.contains(address) }),
                let before = NetworkAddress(String(part).trimmingSpaces())
            else { break }
            address = before.unmapped
        }
        return address
    }

    private static var loopback: NetworkAddress {
        guard let address = NetworkAddress(bytes: [127, 0, 0, 1]) else { preconditionFailure("four bytes") }
        return address
    }
}
