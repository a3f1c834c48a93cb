/// Numbers the rows of a file that has no order numbers: by what the row says and how many equal rows came before it,
/// so that reading the file again gives every row the number it had.
struct OrderNumbering: Sendable {
    /// Rows that can be numbered; about 100 MB.
    static let limit = 2_000_000

    // A hash in place of the text keeps this small. Should two texts ever share one, the second begins to count at 2.
    // Hasher would begin at 2 in one process and at 1 in another, as its seed changes; this hash is always the same.
    private var occurrences: [UInt64: UInt32] = [:]

    /// Whether the next different row would be one too many.
    var isFull: Bool { occurrences.count >= Self.limit }

    /// The number of the next row: customer/time/amount/quantity/occurrence.
    mutating func number(customer: String, time: CellTime, amount: Int64, quantity: Int32?) -> String {
        let text = "\(customer)/\(Self.text(of: time))/\(amount)/\(quantity.map(String.init) ?? "")"
        let hash = Self.hash(text)
        let occurrence = occurrences[hash, default: 0] + 1
        occurrences[hash] = occurrence
        return "\(text)/\(occurrence)"
    }

    /// The day, and the microseconds of the day where there are any.
    private static func text(of time: CellTime) -> String {
        let day = Int64(86_400_000_000)
        let rest = ((time.microseconds % day) + day) % day
        let date = CalendarDate(dayNumber: Int((time.microseconds - rest) / day))?.description ?? ""
        return date + (rest == 0 ? "" : "+\(rest)") + (time.isUTC ? "Z" : "")
    }

    /// FNV-1a, 64 bits (Fowler, Noll, Vo 1991).
    private static func hash(_ text: String) -> UInt64 {
        text.utf8.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01B3 }
    }
}
