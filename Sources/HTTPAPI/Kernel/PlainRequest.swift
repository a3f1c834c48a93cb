import Domain
import NIOCore

/// A whole request that came alone and in the plainest form: GET of something in a company, without a body and without a word
/// about the connection. Bytes in any other form are for the parser of HTTP to judge.
struct PlainRequest {
    /// Without the query. Nothing in it is written in another way in JSON.
    let path: ArraySlice<UInt8>
    /// What the path says.
    let company: Company.ID?
    /// Fields that came once, and once only.
    private var fields: [Field: String] = [:]

    private enum Field: String {
        case host, connection, traceparent, authorization
        case requestID = "x-request-id"
        case acceptLanguage = "accept-language"
    }

    /// What says where a request ends, or that more than it comes of it.
    private static let others: Set<String> = [
        "content-length", "transfer-encoding", "trailer", "te", "expect", "upgrade", "proxy-connection", "keep-alive",
    ]

    /// Bytes of a request at most, and of its path.
    private static let (longest, longestPath) = (8 * 1024, 500)
    private static let start = Array("GET /v1/companies/".utf8)
    private static let version = Array(" HTTP/1.1\r\n".utf8)
    private static let lineEnd = Array("\r\n".utf8)
    /// RFC 3986, without what needs no address here.
    private static let ofAddress = table("!$&'()*+,-./:;=?@_~%")
    private static let ofName = table("-")

    init?(_ buffer: ByteBuffer) {
        guard buffer.readableBytes <= Self.longest else { return nil }
        let bytes = Array(buffer.readableBytesView)
        guard bytes.starts(with: Self.start) else { return nil }
        let target = bytes[4...].prefix { Self.ofAddress[Int($0)] }
        path = target.prefix { $0 != UInt8(ascii: "?") }
        guard bytes[target.endIndex...].starts(with: Self.version), path.count <= Self.longestPath else { return nil }
        let id = path[Self.start.count...].prefix { $0 != UInt8(ascii: "/") }
        company = Company.ID(String(decoding: id, as: UTF8.self))
        var rest = bytes[(target.endIndex + Self.version.count)...]
        while rest.count > 2 {
            guard takeField(&rest) else { return nil }
        }
        guard rest.elementsEqual(Self.lineEnd), fields[.host] != nil else { return nil }
        guard fields[.connection].map({ $0.lowercased() == "keep-alive" }) != false else { return nil }
        // These two would be written in another way in JSON.
        guard
            fields[.requestID].map({ $0.utf8.contains { $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: "\\") } })
                != true
        else { return nil }
    }

    /// Whether the other one is of the same caller, by what they show, and of the same company.
    func isLike(_ other: Self) -> Bool {
        company == other.company && fields[.authorization] != nil
            && fields[.authorization] == other.fields[.authorization]
    }

    /// The language that the reader reads.
    var language: Language { fields[.acceptLanguage].map(Language.init(accepting:)) ?? .english }

    /// The names by which the request can be found.
    var names: RequestNames { RequestNames(requestID: fields[.requestID], traceparent: fields[.traceparent]) }

    /// Reads a field's line; false where it is not of the plainest form.
    private mutating func takeField(_ rest: inout ArraySlice<UInt8>) -> Bool {
        let name = rest.prefix { Self.ofName[Int($0)] }
        guard !name.isEmpty, name.endIndex < rest.endIndex, rest[name.endIndex] == UInt8(ascii: ":") else {
            return false
        }
        let value = rest[(name.endIndex + 1)...].prefix { (0x20...0x7E).contains($0) }
        guard rest[value.endIndex...].starts(with: Self.lineEnd) else { return false }
        rest = rest[(value.endIndex + 2)...]
        let lower = String(decoding: name, as: UTF8.self).lowercased()
        guard let field = Field(rawValue: lower) else { return !Self.others.contains(lower) }
        let text = String(decoding: Self.trimmed(value), as: UTF8.self)
        return fields.updateValue(text, forKey: field) == nil
    }

    private static func trimmed(_ value: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        let space = UInt8(ascii: " ")
        let begin = value.firstIndex { $0 != space } ?? value.endIndex
        let end = value.lastIndex { $0 != space }.map { $0 + 1 } ?? begin
        return value[begin..<end]
    }

    /// For each byte whether it is a letter, a digit or one of these.
    private static func table(_ more: String) -> [Bool] {
        let letters = "abcdefghijklmnopqrstuvwxyz"
        let allowed = Set((letters + letters.uppercased() + "0123456789" + more).utf8)
        return (0...255).map { allowed.contains(UInt8($0)) }
    }
}
