/// A day, or a day and time, as a cell of a file gives it.
public struct CellTime: Hashable, Sendable {
    /// Microseconds since 1970-01-01T00:00:00 of the clock that the cell shows.
    public let microseconds: Int64
    /// Whether that clock is UTC, because the cell names its offset; otherwise it is the company's.
    public let isUTC: Bool
}

/// Reads dates and times from the bytes of a cell: 2026-11-22, 2026/11/22, 2026.11.22, 20261122, 2026年11月22日, each with
/// a time behind it or not: 10:30, 10:30:59.25, 10:30Z, 10:30+08:00. A form in which day and month could be mistaken for
/// each other is not read.
struct TimeCell {
    private var at = 0

    /// The years that a purchase may have.
    static let years = 1900...2199

    /// The time in the cell; nil where it is none.
    static func read(_ cell: Span<UInt8>) -> CellTime? {
        var cursor = TimeCell()
        guard let day = cursor.day(cell) else { return nil }
        let midnight = Int64(day.dayNumber) * 86_400_000_000
        if cursor.at == cell.count { return CellTime(microseconds: midnight, isUTC: false) }
        guard cursor.skip("T", cell) || cursor.skip(" ", cell) else { return nil }
        while cursor.skip(" ", cell) {}
        guard let time = cursor.timeOfDay(cell) else { return nil }
        if cursor.at == cell.count { return CellTime(microseconds: midnight + time, isUTC: false) }
        guard let offset = cursor.offset(cell), cursor.at == cell.count else { return nil }
        return CellTime(microseconds: midnight + time - offset, isUTC: true)
    }

    private mutating func day(_ cell: Span<UInt8>) -> CalendarDate? {
        guard let year = number(4...4, cell), Self.years.contains(year) else { return nil }
        if let month = number(2...2, cell) {
            guard let day = number(2...2, cell) else { return nil }
            return CalendarDate(year: year, month: month, day: day)
        }
        if skip("年", cell) {
            guard let month = number(1...2, cell), skip("月", cell) else { return nil }
            guard let day = number(1...2, cell), skip("日", cell) else { return nil }
            return CalendarDate(year: year, month: month, day: day)
        }
        for separator: StaticString in ["-", "/", "."] where skip(separator, cell) {
            guard let month = number(1...2, cell), skip(separator, cell) else { return nil }
            guard let day = number(1...2, cell) else { return nil }
            return CalendarDate(year: year, month: month, day: day)
        }
        return nil
    }

    private mutating func timeOfDay(_ cell: Span<UInt8>) -> Int64? {
        guard let hour = number(1...2, cell), hour < 24, skip(":", cell) else { return nil }
        guard let minute = number(2...2, cell), minute < 60 else { return nil }
        var microseconds = Int64(hour * 3600 + minute * 60) * 1_000_000
        guard skip(":", cell) else { return microseconds }
        guard let second = number(2...2, cell), second < 60 else { return nil }
        microseconds += Int64(second) * 1_000_000
        guard skip(".", cell) else { return microseconds }
        let first = at
        guard var fraction = number(1...6, cell) else { return nil }
        for _ in (at - first)..<6 { fraction *= 10 }
        while number(1...1, cell) != nil {}
        return microseconds + Int64(fraction)
    }

    /// Microseconds that the cell's clock is ahead of UTC.
    private mutating func offset(_ cell: Span<UInt8>) -> Int64? {
        if skip("Z", cell) { return 0 }
        let negative = skip("-", cell)
        guard negative || skip("+", cell) else { return nil }
        guard let hours = number(2...2, cell), hours < 16 else { return nil }
        let colon = skip(":", cell)
        let minutes = number(2...2, cell)
        guard minutes != nil || !colon, minutes ?? 0 < 60 else { return nil }
        let microseconds = Int64(hours * 3600 + (minutes ?? 0) * 60) * 1_000_000
        return negative ? -microseconds : microseconds
    }

    private mutating func skip(_ text: StaticString, _ cell: Span<UInt8>) -> Bool {
        guard at + text.utf8CodeUnitCount <= cell.count else { return false }
        for index in 0..<text.utf8CodeUnitCount where cell[at + index] != text.utf8Start[index] { return false }
        at += text.utf8CodeUnitCount
        return true
    }

    /// Reads as many digits as allowed, at least the smallest number of them; reads nothing where there are fewer.
    private mutating func number(_ digits: ClosedRange<Int>, _ cell: Span<UInt8>) -> Int? {
        var value = 0
        var end = at
        while end < cell.count, end - at < digits.upperBound {
            guard cell[end] >= UInt8(ascii: "0"), cell[end] <= UInt8(ascii: "9") else { break }
            value = value * 10 + Int(cell[end] - UInt8(ascii: "0"))
            end += 1
        }
        guard end - at >= digits.lowerBound else { return nil }
        at = end
        return value
    }
}
