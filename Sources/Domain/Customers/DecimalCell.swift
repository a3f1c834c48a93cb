/// Reads a decimal number from the bytes of a cell, exactly: no floating point on the way.
enum DecimalCell {
    /// What keeps a cell from being a number with so many decimals.
    enum Fault: Error {
        case notNumber
        case separators
        case tooPrecise
        case outOfRange
    }

    /// The largest magnitude: every JSON reader knows integers up to 2^53 exactly.
    static let largest: Int64 = 9_007_199_254_740_991

    /// The number times 10 to the power of `decimals`: "-12.5" with two decimals is -1250.
    ///
    /// A sign may come first, the decimal sign is a point, zeros after the last decimal are allowed.
    static func read(_ cell: Span<UInt8>, decimals: Int) throws(Fault) -> Int64 {
        var at = 0
        let negative = cell.count > 0 && cell[0] == UInt8(ascii: "-")
        if negative || (cell.count > 0 && cell[0] == UInt8(ascii: "+")) { at += 1 }
        var value: Int64 = 0
        var digits = 0
        var places: Int?
        while at < cell.count {
            let byte = cell[at]
            at += 1
            if byte == UInt8(ascii: "."), places == nil {
                places = 0
                continue
            }
            guard byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9") else {
                throw isSeparator(byte) && digits > 0 ? .separators : .notNumber
            }
            digits += 1
            if let known = places, known >= decimals {
                guard byte == UInt8(ascii: "0") else { throw .tooPrecise }
                continue
            }
            places = places.map { $0 + 1 }
            value = value * 10 + Int64(byte - UInt8(ascii: "0"))
            guard value <= largest else { throw .outOfRange }
        }
        guard digits > 0 else { throw .notNumber }
        for _ in (places ?? 0)..<decimals {
            value *= 10
            guard value <= largest else { throw .outOfRange }
        }
        return negative ? -value : value
    }

    private static func isSeparator(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: ",") || byte == UInt8(ascii: "'") || byte == UInt8(ascii: " ") || byte == UInt8(ascii: "_")
    }
}
