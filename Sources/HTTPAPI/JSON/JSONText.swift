import Domain
import FoundationEssentials

/// The bytes of a JSON text that is being written.
struct JSONText {
    var bytes: [UInt8] = []

    mutating func null() { bytes.append(contentsOf: "null".utf8) }
    mutating func bool(_ value: Bool) { bytes.append(contentsOf: (value ? "true" : "false").utf8) }
    mutating func comma() { bytes.append(UInt8(ascii: ",")) }

    mutating func integer(_ value: some FixedWidthInteger) {
        bytes.append(contentsOf: String(value).utf8)
    }

    /// JSON has no infinity and no NaN; such a number is null.
    mutating func number(_ value: Double) {
        guard value.isFinite else { return null() }
        if value == value.rounded(), abs(value) < 1e15 {
            integer(Int64(value))
        } else {
            bytes.append(contentsOf: value.description.utf8)
        }
    }

    /// A member's name and its colon.
    mutating func name(_ value: String) {
        string(value)
        bytes.append(UInt8(ascii: ":"))
    }

    mutating func string(_ value: String) {
        bytes.append(UInt8(ascii: "\""))
        for byte in value.utf8 {
            switch byte {
            case UInt8(ascii: "\""): bytes.append(contentsOf: #"\""#.utf8)
            case UInt8(ascii: "\\"): bytes.append(contentsOf: #"\\"#.utf8)
            case 0x0A: bytes.append(contentsOf: #"\n"#.utf8)
            case 0x0D: bytes.append(contentsOf: #"\r"#.utf8)
            case 0x09: bytes.append(contentsOf: #"\t"#.utf8)
            case 0..<0x20:
                bytes.append(contentsOf: #"\u00"#.utf8)
                bytes.append(Self.digits[Int(byte >> 4)])
                bytes.append(Self.digits[Int(byte & 15)])
            default: bytes.append(byte)
            }
        }
        bytes.append(UInt8(ascii: "\""))
    }

    /// The usual 36 characters in lower case.
    mutating func uuid(_ value: UUID) {
        bytes.append(UInt8(ascii: "\""))
        withUnsafeBytes(of: value.uuid) { octets in
            for (position, octet) in octets.enumerated() {
                if position == 4 || position == 6 || position == 8 || position == 10 {
                    bytes.append(UInt8(ascii: "-"))
                }
                bytes.append(Self.digits[Int(octet >> 4)])
                bytes.append(Self.digits[Int(octet & 15)])
            }
        }
        bytes.append(UInt8(ascii: "\""))
    }

    /// RFC 3339 in UTC.
    mutating func timestamp(_ value: Date) {
        bytes.append(UInt8(ascii: "\""))
        bytes.append(contentsOf: Timestamp.text(value).utf8)
        bytes.append(UInt8(ascii: "\""))
    }

    private static let digits = Array("0123456789abcdef".utf8)
}
