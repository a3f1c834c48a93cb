import Domain
import FoundationEssentials

/// Reads and writes points in time as RFC 3339 has them: "2026-11-22T08:30:00Z", with up to six decimals of a second.
enum Timestamp {
    /// The point in time, or nil where the text is not RFC 3339 or names no real moment.
    static func date(_ text: String) -> Date? {
        var scanner = Scanner(rest: Array(text.utf8)[...])
        guard let date = scanner.date(), scanner.skip("Tt"), let clock = scanner.clock() else { return nil }
        guard let fraction = scanner.fraction(), let offset = scanner.offset(), scanner.rest.isEmpty else { return nil }
        let seconds = Double(date.dayNumber) * 86_400 + Double(clock - offset) + fraction
        return Date(timeIntervalSince1970: seconds)
    }

    /// RFC 3339 in UTC; whole seconds have no decimals, others have six.
    static func text(_ date: Date) -> String {
        let micros = Int64((date.timeIntervalSince1970 * 1_000_000).rounded())
        let (days, ofDay) = micros.quotientAndRemainder(dividingBy: 86_400_000_000)
        let rest = ofDay < 0 ? ofDay + 86_400_000_000 : ofDay
        let dayNumber = Int(ofDay < 0 ? days - 1 : days)
        let last = dayNumber > 0 ? "9999-12-31" : "0001-01-01"
        let day = CalendarDate(dayNumber: dayNumber)?.description ?? last
        let seconds = rest / 1_000_000
        let (hour, minute, second) = (seconds / 3600, seconds / 60 % 60, seconds % 60)
        let fraction = rest % 1_000_000
        let clock = "\(day)T\(padded(hour, 2)):\(padded(minute, 2)):\(padded(second, 2))"
        return fraction == 0 ? clock + "Z" : "\(clock).\(padded(fraction, 6))Z"
    }

    private static func padded(_ number: Int64, _ width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
}

extension Timestamp {
    private struct Scanner {
        var rest: ArraySlice<UInt8>

        mutating func skip(_ any: StaticString) -> Bool {
            guard let first = rest.first else { return false }
            let fits = any.withUTF8Buffer { $0.contains(first) }
            if fits { rest.removeFirst() }
            return fits
        }

        mutating func digits(_ count: Int) -> Int? {
            guard rest.count >= count else { return nil }
            var value = 0
            for byte in rest.prefix(count) {
                guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) else { return nil }
                value = value * 10 + Int(byte - UInt8(ascii: "0"))
            }
            rest.removeFirst(count)
            return value
        }

        mutating func date() -> CalendarDate? {
            guard rest.count >= 10 else { return nil }
            let text = String(decoding: rest.prefix(10), as: UTF8.self)
            rest.removeFirst(10)
            return CalendarDate(text)
        }

        /// Seconds since midnight. A leap second counts as the second before it.
        mutating func clock() -> Int? {
            guard let hour = digits(2), skip(":"), let minute = digits(2), skip(":"), let second = digits(2) else {
                return nil
            }
            guard hour < 24, minute < 60, second < 61 else { return nil }
            return hour * 3600 + minute * 60 + min(second, 59)
        }

        mutating func fraction() -> Double? {
            guard skip(".") else { return 0 }
            var (value, scale, count) = (0.0, 0.1, 0)
            while count < 9, let digit = digits(1) {
                value += Double(digit) * scale
                scale /= 10
                count += 1
            }
            return count == 0 ? nil : value
        }

        /// Seconds east of UTC.
        mutating func offset() -> Int? {
            if skip("Zz") { return 0 }
            let east = rest.first == UInt8(ascii: "+")
            guard skip("+-"), let hours = digits(2), skip(":"), let minutes = digits(2) else { return nil }
            guard hours < 24, minutes < 60 else { return nil }
            return (east ? 1 : -1) * (hours * 3600 + minutes * 60)
        }
    }
}
