/// A day of the Gregorian calendar, without a time or a time zone.
public struct CalendarDate: Hashable, Sendable {
    /// year · 512 + month · 32 + day: ordered as the days are, and a sixth of three integers, of which figures of many
    /// customers are full.
    private let packed: Int32

    /// The year, 1 to 9999.
    public var year: Int { Int(packed >> 9) }
    /// The month, 1 to 12.
    public var month: Int { Int(packed >> 5 & 15) }
    /// The day of the month, 1 to 31.
    public var day: Int { Int(packed & 31) }

    /// The day, or nil where the calendar has no such day.
    public init?(year: Int, month: Int, day: Int) {
        guard (1...9999).contains(year), (1...12).contains(month) else { return nil }
        guard (1...Self.lengthOfMonth(year: year, month: month)).contains(day) else { return nil }
        self.init(validYear: year, month: month, day: day)
    }

    private init(validYear year: Int, month: Int, day: Int) {
        packed = Int32(year << 9 | month << 5 | day)
    }

    /// Days in a month, 28 to 31; `month` is 1 to 12.
    public static func lengthOfMonth(year: Int, month: Int) -> Int {
        switch month {
        case 2: isLeap(year) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    private static func isLeap(_ year: Int) -> Bool {
        year.isMultiple(of: 4) && (!year.isMultiple(of: 100) || year.isMultiple(of: 400))
    }
}

// The arithmetic is that of Howard Hinnant, "chrono-compatible low-level date algorithms" (2013): years begin in
// March, so the leap day is the last of its year; an era has 400 years or 146,097 days.
extension CalendarDate {
    /// Days since 1970-01-01; negative before.
    public var dayNumber: Int {
        let shifted = month <= 2 ? year - 1 : year
        let era = (shifted >= 0 ? shifted : shifted - 399) / 400
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        return era * 146_097 + dayOfEra - 719_468
    }

    /// The day with this number, or nil outside the years 1 to 9999.
    public init?(dayNumber: Int) {
        guard (-719_162...2_932_896).contains(dayNumber) else { return nil }
        self.init(validDayNumber: dayNumber)
    }

    private init(validDayNumber dayNumber: Int) {
        let shifted = dayNumber + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        self.init(validYear: year, month: month, day: dayOfYear - (153 * shiftedMonth + 2) / 5 + 1)
    }

    /// The last day there is: 9999-12-31.
    public static let last = CalendarDate(validDayNumber: 2_932_896)

    /// The day this many days later (earlier where negative), kept within the years 1 to 9999.
    public func adding(days: Int) -> CalendarDate {
        CalendarDate(validDayNumber: min(max(dayNumber + days, -719_162), 2_932_896))
    }

    /// The same day of the month this many months later, or the last day of that month where it is shorter.
    public func adding(months: Int) -> CalendarDate {
        let count = min(max(year * 12 + month - 1 + months, 12), 9999 * 12 + 11)
        let (year, month) = (count / 12, count % 12 + 1)
        return CalendarDate(validYear: year, month: month, day: min(day, Self.lengthOfMonth(year: year, month: month)))
    }

    /// Days from this day until the other; negative where the other is earlier.
    public func days(until other: CalendarDate) -> Int {
        other.dayNumber - dayNumber
    }

    /// The day of the week by ISO 8601: Monday is 1, Sunday is 7.
    public var weekday: Int {
        let number = (dayNumber + 3) % 7
        return (number < 0 ? number + 7 : number) + 1
    }
}

extension CalendarDate: Comparable {
    /// The earlier day is the smaller.
    public static func < (left: Self, right: Self) -> Bool {
        left.packed < right.packed
    }
}

extension CalendarDate: LosslessStringConvertible {
    /// Reads ISO 8601, "2026-11-22"; anything else is nil.
    public init?(_ description: String) {
        let text = Array(description.utf8)
        guard text.count == 10, text[4] == UInt8(ascii: "-"), text[7] == UInt8(ascii: "-") else { return nil }
        guard let year = Self.number(text[0..<4]), let month = Self.number(text[5..<7]) else { return nil }
        guard let day = Self.number(text[8..<10]) else { return nil }
        self.init(year: year, month: month, day: day)
    }

    private static func number(_ digits: ArraySlice<UInt8>) -> Int? {
        var value = 0
        for digit in digits {
            guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(digit) else { return nil }
            value = value * 10 + Int(digit - UInt8(ascii: "0"))
        }
        return value
    }

    /// ISO 8601, "2026-11-22".
    public var description: String {
        let zero = UInt8(ascii: "0")
        return String(unsafeUninitializedCapacity: 10) { text in
            var rest = year
            for position in [3, 2, 1, 0] {
                text[position] = zero + UInt8(rest % 10)
                rest /= 10
            }
            text[4] = UInt8(ascii: "-")
            text[5] = zero + UInt8(month / 10)
            text[6] = zero + UInt8(month % 10)
            text[7] = UInt8(ascii: "-")
            text[8] = zero + UInt8(day / 10)
            text[9] = zero + UInt8(day % 10)
            return 10
        }
    }
}

extension CalendarDate: Codable {
    /// Reads the ISO 8601 string.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let value = Self(try container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "not a date like 2026-11-22")
        }
        self = value
    }

    /// Writes the ISO 8601 string.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}
