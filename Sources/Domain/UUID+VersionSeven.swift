public import FoundationEssentials

extension UUID {
    /// A UUIDv7 (RFC 9562) of an instant: 48 bits of milliseconds, 12 bits of the fraction below them, 62 random bits.
    public static func versionSeven(at instant: Date) -> UUID {
        let microseconds = UInt64(max(0, instant.timeIntervalSince1970 * 1_000_000))
        let (milliseconds, rest) = microseconds.quotientAndRemainder(dividingBy: 1000)
        let high = milliseconds << 16 | 0x7000 | rest * 4096 / 1000
        let low = UInt64.random(in: 0...UInt64.max) >> 2 | 0x8000_0000_0000_0000
        return UUID(high: high, low: low)
    }

    /// The 36 characters in lower case.
    public var lowercaseString: String {
        let digits: StaticString = "0123456789abcdef"
        return withUnsafeBytes(of: uuid) { bytes in
            String(unsafeUninitializedCapacity: 36) { text in
                var position = 0
                for (index, byte) in bytes.enumerated() {
                    if index == 4 || index == 6 || index == 8 || index == 10 {
                        text[position] = UInt8(ascii: "-")
                        position += 1
                    }
                    text[position] = digits.utf8Start[Int(byte >> 4)]
                    text[position + 1] = digits.utf8Start[Int(byte & 15)]
                    position += 2
                }
                return position
            }
        }
    }

    /// A UUID from its two halves, most significant first.
    init(high: UInt64, low: UInt64) {
        var bytes: uuid_t = (0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)
        withUnsafeMutableBytes(of: &bytes) { buffer in
            buffer.storeBytes(of: high.bigEndian, as: UInt64.self)
            buffer.storeBytes(of: low.bigEndian, toByteOffset: 8, as: UInt64.self)
        }
        self.init(uuid: bytes)
    }
}
