import FoundationEssentials

/// An address that we send requests to: an absolute URL of one plain form, so that every program that reads it sees the
/// same host.
public struct WebURL: Sendable, Hashable {
    /// The whole URL.
    public let text: String
    /// Host in lower case, without the brackets of an IPv6 address.
    public let host: String
    /// Port, of the scheme where the URL names none.
    public let port: Int
    /// Whether it is https.
    public let isSecure: Bool

    /// Characters of a URL.
    public static let length = 10...2000

    /// The URL that a text is; nil for anything but http(s) with a plain host name or address, without user, password and
    /// fragment. Names outside ASCII are written in their `xn--` form.
    public init?(_ text: String) {
        guard Self.length.contains(text.utf8.count), text.utf8.allSatisfy({ (0x21...0x7E).contains($0) }),
            !text.utf8.contains(UInt8(ascii: "\\")), var parts = URLComponents(string: text)
        else { return nil }
        let scheme = parts.scheme?.lowercased() ?? ""
        guard scheme == "https" || scheme == "http", parts.user == nil, parts.password == nil, parts.fragment == nil
        else { return nil }
        guard let given = parts.encodedHost?.lowercased(), let host = Self.plain(given) else { return nil }
        let port = parts.port ?? (scheme == "https" ? 443 : 80)
        guard (1...65_535).contains(port) else { return nil }
        parts.scheme = scheme
        parts.encodedHost = given
        guard let normal = parts.string, URL(string: normal)?.host == host else { return nil }
        self.text = normal
        self.host = host
        self.port = port
        isSecure = scheme == "https"
    }

    /// Path and query, as the request line has them.
    public var target: String {
        let rest = text.drop { $0 != ":" }.dropFirst(3)
        guard let start = rest.firstIndex(where: { $0 == "/" || $0 == "?" }) else { return "/" }
        return rest[start] == "?" ? "/" + rest[start...] : String(rest[start...])
    }

    /// The host without brackets; nil where it is more than letters, digits, dots and hyphens, or a bracketed address.
    private static func plain(_ host: String) -> String? {
        if host.hasPrefix("["), host.hasSuffix("]") {
            let address = String(host.dropFirst().dropLast())
            return NetworkAddress(address) == nil ? nil : address
        }
        let isPlain = host.utf8.allSatisfy { byte in
            (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
                || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || byte == UInt8(ascii: ".")
                || byte == UInt8(ascii: "-")
        }
        return isPlain && (1...253).contains(host.utf8.count) ? host : nil
    }
}
