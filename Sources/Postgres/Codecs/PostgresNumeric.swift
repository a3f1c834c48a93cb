/// A `numeric` as its exact decimal text.
public struct PostgresNumeric: Hashable, Sendable, CustomStringConvertible {
    /// "-1234.50", "NaN", "Infinity" or "-Infinity".
    public let description: String

    /// The text without its decimals where they are all zero.
    var withoutZeroFraction: Substring {
        guard let point = description.firstIndex(of: ".") else { return description[...] }
        guard description[description.index(after: point)...].utf8.allSatisfy({ $0 == UInt8(ascii: "0") }) else {
            return description[...]
        }
        return description[..<point]
    }
}

extension PostgresNumeric: PostgresDecodable {
    /// Reads `numeric`: a count of digits in base 10,000, the weight of the first, a sign, decimals, the digits.
    public init(from cell: PostgresCell) throws {
        guard cell.type == .numeric else { throw PostgresMismatch("PostgresNumeric") }
        let count = Int(try cell.integer(at: 0, as: Int16.self))
        let weight = Int(try cell.integer(at: 2, as: Int16.self))
        let decimals = Int(try cell.integer(at: 6, as: Int16.self))
        switch try cell.integer(at: 4, as: UInt16.self) {
        case 0x0000: description = try Self.decimal(cell, count: count, weight: weight, decimals: decimals)
        case 0x4000: description = "-" + (try Self.decimal(cell, count: count, weight: weight, decimals: decimals))
        case 0xD000: description = "Infinity"
        case 0xF000: description = "-Infinity"
        default: description = "NaN"
        }
    }

    private static func decimal(_ cell: PostgresCell, count: Int, weight: Int, decimals: Int) throws -> String {
        func group(_ position: Int) throws -> String {
            guard position >= 0, position < count else { return "0000" }
            let digits = String(try cell.integer(at: 8 + position * 2, as: UInt16.self))
            return String(repeating: "0", count: max(0, 4 - digits.count)) + digits
        }
        var whole = ""
        for position in stride(from: 0, through: weight, by: 1) { whole += try group(position) }
        let significant = whole.drop { $0 == "0" }
        guard decimals > 0 else { return significant.isEmpty ? "0" : String(significant) }
        var fraction = ""
        var position = weight + 1
        while fraction.utf8.count < decimals {
            fraction += try group(position)
            position += 1
        }
        return (significant.isEmpty ? "0" : significant) + "." + fraction.prefix(decimals)
    }
}
