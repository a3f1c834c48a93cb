import Crypto
import FoundationEssentials
import HTTPTypes

/// Signs where the next page begins, so that it can only be used for the list it came from.
struct CursorSigner: Sendable {
    private let key: SymmetricKey
    private static let codeLength = 16

    /// A signer; every process of an installation has the same secret.
    init(secret: String) {
        key = SymmetricKey(data: SHA256.hash(data: Array(secret.utf8)))
    }

    /// The opaque text for a sort key. `list` names what it is bound to: who, which operation, which filters.
    func cursor(after sortKey: some Encodable, list: [UInt8]) throws -> String {
        let content = try JSONOutput.bytes(sortKey)
        return Base64URL.text(code(content, list) + content)
    }

    /// The sort key of a cursor; any other text, and a cursor of another list, is refused with 400.
    func sortKey<Key: Decodable>(_ type: Key.Type, from cursor: String, list: [UInt8]) throws(Problem) -> Key {
        let refusal = Problem(
            .badRequest,
            "cursor.invalid",
            "This cursor does not belong to this list and these filters."
        )
        guard let bytes = Base64URL.bytes(cursor), bytes.count > Self.codeLength else { throw refusal }
        let content = Array(bytes.dropFirst(Self.codeLength))
        var difference: UInt8 = 0
        for (given, right) in zip(bytes, code(content, list)) { difference |= given ^ right }
        guard difference == 0 else { throw refusal }
        do {
            return try JSONInputDecoder.decode(type, from: JSONParser.parse(content))
        } catch {
            throw refusal
        }
    }

    private func code(_ content: [UInt8], _ list: [UInt8]) -> [UInt8] {
        var hash = HMAC<SHA256>(key: key)
        hash.update(data: list)
        hash.update(data: [0])
        hash.update(data: content)
        return Array(hash.finalize().prefix(Self.codeLength))
    }
}

/// RFC 4648, section 5, without padding.
enum Base64URL {
    static func text(_ bytes: [UInt8]) -> String {
        let usual = Data(bytes).base64EncodedString()
        return String(usual.compactMap { $0 == "+" ? "-" : $0 == "/" ? "_" : $0 == "=" ? nil : $0 })
    }

    static func bytes(_ text: String) -> [UInt8]? {
        var usual = String(text.map { $0 == "-" ? "+" : $0 == "_" ? "/" : $0 })
        usual += String(repeating: "=", count: (4 - usual.utf8.count % 4) % 4)
        return Data(base64Encoded: usual).map(Array.init)
    }
}
