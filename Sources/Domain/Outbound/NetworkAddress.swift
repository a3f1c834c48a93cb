import Glibc

/// An IP address of version 4 or 6.
public struct NetworkAddress: Sendable, Hashable, CustomStringConvertible {
    /// 4 or 16 bytes, most significant first.
    public let bytes: [UInt8]

    /// An address of these bytes; nil unless there are 4 or 16.
    public init?(bytes: [UInt8]) {
        guard bytes.count == 4 || bytes.count == 16 else { return nil }
        self.bytes = bytes
    }

    /// The address that a text such as "192.0.2.1" or "2001:db8::1" is.
    public init?(_ text: String) {
        for (family, length) in [(AF_INET, 4), (AF_INET6, 16)] {
            var bytes = [UInt8](repeating: 0, count: length)
            if inet_pton(family, text, &bytes) == 1 {
                self.bytes = bytes
                return
            }
        }
        return nil
    }

    /// The usual text, without brackets.
    public var description: String {
        var text = [CChar](repeating: 0, count: Int(INET6_ADDRSTRLEN))
        let family = bytes.count == 4 ? AF_INET : AF_INET6
        guard inet_ntop(family, bytes, &text, socklen_t(text.count)) != nil else { return "" }
        return String(decoding: text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    /// Whether it belongs to a machine on the public internet: a global unicast address that is neither reserved nor
    /// private, loopback, link-local, shared, a cloud's metadata service, nor another address in translation (mapped,
    /// NAT64, 6to4, Teredo). IANA's special-purpose registries, RFC 6890.
    public var isPublic: Bool {
        if bytes.count == 4 { return !Self.reserved.contains { $0.contains(self) } }
        // Only 2000::/3 is handed out; everything else, with mapped, unique local and link-local ones, is not.
        return bytes[0] & 0xE0 == 0x20 && !Self.reserved.contains { $0.contains(self) }
    }

    /// The network that it most likely shares with its neighbours: 256 addresses of version 4, a site's /48 of version 6.
    public var neighbourhood: NetworkRange {
        NetworkRange(start: unmapped, length: unmapped.bytes.count == 4 ? 24 : 48)
    }

    /// The address of version 4 that one of version 6 stands for (`::ffff:192.0.2.1`), as sockets for both show it.
    public var unmapped: NetworkAddress {
        guard bytes.count == 16, bytes.prefix(10).allSatisfy({ $0 == 0 }), bytes[10] == 0xFF, bytes[11] == 0xFF,
            let mapped = NetworkAddress(bytes: Array(bytes.suffix(4)))
        else { return self }
        return mapped
    }

    private static let reserved: [NetworkRange] = [
        "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24",
        "192.0.2.0/24", "192.31.196.0/24", "192.52.193.0/24", "192.88.99.0/24", "192.168.0.0/16", "192.175.48.0/24",
        "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
        // Metadata and wire service of a large cloud, at an address that looks public.
        "168.63.129.16/32",
        "2001::/23", "2001:db8::/32", "2002::/16", "2620:4f:8000::/48", "3fff::/20",
    ].compactMap(NetworkRange.init)
}

/// A block of addresses: "10.20.0.0/16".
public struct NetworkRange: Sendable, Hashable, CustomStringConvertible {
    private let start: NetworkAddress
    private let length: Int

    /// The block that a text in CIDR notation is; an address alone is a block of one.
    public init?(_ text: String) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard let first = parts.first, let start = NetworkAddress(String(first)), parts.count <= 2 else { return nil }
        let most = start.bytes.count * 8
        guard let length = parts.count == 2 ? Int(parts[1]) : most, (0...most).contains(length) else { return nil }
        self.start = start
        self.length = length
    }

    /// The block of this length around an address.
    init(start address: NetworkAddress, length: Int) {
        let bytes = address.bytes.enumerated().map { index, byte in
            byte & UInt8(truncatingIfNeeded: 0xFF00 >> min(8, max(0, length - index * 8)))
        }
        start = NetworkAddress(bytes: bytes) ?? address
        self.length = length
    }

    /// Whether the address lies in the block.
    public func contains(_ address: NetworkAddress) -> Bool {
        guard address.bytes.count == start.bytes.count else { return false }
        for (index, (one, other)) in zip(start.bytes, address.bytes).enumerated() {
            let bits = min(8, max(0, length - index * 8))
            let mask = UInt8(truncatingIfNeeded: 0xFF00 >> bits)
            if one & mask != other & mask { return false }
        }
        return true
    }

    /// CIDR notation.
    public var description: String { "\(start)/\(length)" }
}

/// Which addresses may be asked in the names of others: webhooks, providers of sign-on.
public struct AllowedNetworks: Sendable, Hashable {
    /// Networks that are allowed although they are not public, for what is on the premises; also without https.
    public let named: [NetworkRange]

    /// Public addresses, and these networks.
    public init(named: [NetworkRange] = []) {
        self.named = named
    }

    /// Whether a connection to this address is allowed; without TLS only to the named networks.
    public func allows(_ address: NetworkAddress, isSecure: Bool) -> Bool {
        named.contains { $0.contains(address) } || isSecure && address.isPublic
    }
}
