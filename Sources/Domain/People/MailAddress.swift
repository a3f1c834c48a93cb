/// An address that a message can be sent to: a plain one, of ASCII, without comments, quotes or lists, so that it stays one
/// address wherever it is written.
public struct MailAddress: Hashable, Sendable {
    /// The whole text.
    public let text: String

    /// The address that a text is; nil where it is none of this kind.
    public init?(_ text: String) {
        let parts = text.utf8.split(separator: UInt8(ascii: "@"), omittingEmptySubsequences: false)
        guard parts.count == 2, (1...64).contains(parts[0].count), (1...189).contains(parts[1].count),
            parts[0].allSatisfy(Self.isLocal), parts[1].allSatisfy(Self.isDomain),
            parts.allSatisfy({ $0.first != UInt8(ascii: "-") && $0.first != UInt8(ascii: ".") })
        else { return nil }
        self.text = text
    }

    private static func isDomain(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."):
            true
        default: false
        }
    }

    private static func isLocal(_ byte: UInt8) -> Bool {
        isDomain(byte) || "!#$%&'*+/=?^_`{|}~".utf8.contains(byte)
    }
}
