/// A minute on the clocks of some place: a day and a time of day, without a time zone. The database knows the zones.
public struct LocalMinute: Sendable, Hashable {
    /// The day.
    public let date: CalendarDate
    /// Minutes since midnight, 0 to 1439, as if every day had 24 hours.
    public let minuteOfDay: Int

    /// A minute of a day.
    public init(date: CalendarDate, minuteOfDay: Int) {
        precondition((0..<1440).contains(minuteOfDay), "a day has 1440 minutes")
        self.date = date
        self.minuteOfDay = minuteOfDay
    }

    /// The minute this many minutes later; earlier where negative.
    public func adding(minutes: Int) -> LocalMinute {
        let total = date.dayNumber * 1440 + minuteOfDay + minutes
        let day = total >= 0 ? total / 1440 : (total - 1439) / 1440
        return LocalMinute(date: date.adding(days: day - date.dayNumber), minuteOfDay: total - day * 1440)
    }
}

extension LocalMinute: Comparable {
    /// The earlier minute is the smaller.
    public static func < (left: Self, right: Self) -> Bool {
        (left.date, left.minuteOfDay) < (right.date, right.minuteOfDay)
    }
}

extension LocalMinute: LosslessStringConvertible {
    /// Reads "2026-11-22 02:30"; anything else is nil. Seconds, as PostgreSQL prints them, are ignored.
    public init?(_ description: String) {
        let parts = description.split(separator: " ")
        guard parts.count == 2, let date = CalendarDate(String(parts[0])) else { return nil }
        let clock = parts[1].split(separator: ":")
        guard clock.count >= 2, let hour = Int(clock[0]), let minute = Int(clock[1]) else { return nil }
        guard (0..<24).contains(hour), (0..<60).contains(minute) else { return nil }
        self.init(date: date, minuteOfDay: hour * 60 + minute)
    }

    /// ISO 8601 with a space, "2026-11-22 02:30"; PostgreSQL reads it as `timestamp`.
    public var description: String {
        let hour = minuteOfDay / 60, minute = minuteOfDay % 60
        return "\(date) \(hour < 10 ? "0" : "")\(hour):\(minute < 10 ? "0" : "")\(minute)"
    }
}
