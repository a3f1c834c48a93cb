/// How far somebody has read the log of a company's events: the id of a server-sent event, "1842-1795334400".
public struct EventPosition: Hashable, Sendable {
    /// The number of the last event that was read, 0 for none.
    public let number: Int64
    /// When it was read, in seconds since 1970: what is older than the log cannot be gone on from.
    public let seconds: Int64

    /// How long a position can be gone on from: no month of the log is dropped earlier.
    public static let lifetime = Duration.seconds(28 * 86_400)

    /// A position of some time.
    public init(number: Int64, seconds: Int64) {
        self.number = number
        self.seconds = seconds
    }
}

extension EventPosition: LosslessStringConvertible {
    /// Reads what `description` writes; nil for anything else.
    public init?(_ description: String) {
        let parts = description.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 2, parts.allSatisfy({ (1...18).contains($0.utf8.count) }),
            parts.allSatisfy({ $0.utf8.allSatisfy(Self.isDigit) }),
            let number = Int64(parts[0]), let seconds = Int64(parts[1])
        else { return nil }
        self.init(number: number, seconds: seconds)
    }

    /// Number and seconds, with a hyphen between them.
    public var description: String { "\(number)-\(seconds)" }

    private static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }
}
