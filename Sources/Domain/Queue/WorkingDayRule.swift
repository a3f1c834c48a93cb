/// A time on some of the days on which a company works:
///
///     every working day at 08:30
///     working day 3 of the month at 09:00
///     last working day of the quarter at 17:00
///
/// Weeks begin on Monday. A period that has fewer working days than the rule counts is left out.
public struct WorkingDayRule: Sendable, Hashable {
    /// What the days are counted in.
    public enum Period: String, Sendable, CaseIterable {
        /// Seven days from a Monday.
        case week
        /// A calendar month.
        case month
        /// Three months from January, April, July or October.
        case quarter
        /// A calendar year.
        case year
    }

    /// Which of the working days.
    public enum Choice: Sendable, Hashable {
        /// Each of them.
        case every
        /// The one with this number, from 1, in its period.
        case number(Int, of: Period)
        /// The last one of its period.
        case last(of: Period)
    }

    /// Which of the working days.
    public let choice: Choice
    /// Minutes since midnight, 0 to 1439.
    public let minuteOfDay: Int

    /// Reads the words.
    ///
    /// - Throws: `ScheduleError.rule`, which says what is expected.
    public init(_ text: String) throws(ScheduleError) {
        let words = text.split(separator: " ").map(String.init)
        guard words.count >= 5, words[words.count - 2] == "at", let minute = Self.minute(words[words.count - 1]),
            let choice = Self.choice(Array(words.dropLast(2)))
        else {
            throw .rule(
                "write \"every working day at 08:30\", \"working day 3 of the month at 09:00\" or "
                    + "\"last working day of the month at 17:00\"; a week, month, quarter or year"
            )
        }
        self.choice = choice
        minuteOfDay = minute
    }

    private static func choice(_ words: [String]) -> Choice? {
        if words == ["every", "working", "day"] { return .every }
        guard words.count == 6, words[4] == "the", words[3] == "of", let period = Period(rawValue: words[5]) else {
            return nil
        }
        if words[0..<3] == ["last", "working", "day"] { return .last(of: period) }
        guard words[0..<2] == ["working", "day"], let number = Int(words[2]), (1...366).contains(number) else {
            return nil
        }
        return .number(number, of: period)
    }

    private static func minute(_ text: String) -> Int? {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2, parts.allSatisfy({ $0.count == 2 }), let hour = Int(parts[0]),
            let minute = Int(parts[1]), (0..<24).contains(hour), (0..<60).contains(minute)
        else { return nil }
        return hour * 60 + minute
    }

    /// The first minute after the given one at which the rule is due; nil where there is none in nine years.
    public func next(after start: LocalMinute, workingDays: WorkingDays) -> LocalMinute? {
        guard case .every = choice else { return nextInPeriods(after: start, workingDays) }
        let isToday = workingDays.contains(start.date) && start.minuteOfDay < minuteOfDay
        let day = isToday ? start.date : workingDays.onOrAfter(start.date.adding(days: 1))
        return LocalMinute(date: day, minuteOfDay: minuteOfDay)
    }

    private func nextInPeriods(after start: LocalMinute, _ workingDays: WorkingDays) -> LocalMinute? {
        let end = start.date.adding(months: 9 * 12)
        var first = start.date
        while first < end {
            let period = bounds(around: first)
            if let day = day(from: period.first, to: period.next, workingDays) {
                let minute = LocalMinute(date: day, minuteOfDay: minuteOfDay)
                if minute > start { return minute }
            }
            first = period.next
        }
        return nil
    }

    private func day(from first: CalendarDate, to next: CalendarDate, _ workingDays: WorkingDays) -> CalendarDate? {
        switch choice {
        case .every: return nil
        case .last:
            var day = next.adding(days: -1)
            while day >= first, !workingDays.contains(day) { day = day.adding(days: -1) }
            return day >= first ? day : nil
        case .number(let number, _):
            var day = first.adding(days: -1)
            for _ in 0..<number { day = workingDays.onOrAfter(day.adding(days: 1)) }
            return day < next ? day : nil
        }
    }

    /// The first day of the period around a day, and that of the period behind it.
    private func bounds(around day: CalendarDate) -> (first: CalendarDate, next: CalendarDate) {
        let months: Int
        switch choice {
        case .every: return (day, day.adding(days: 1))
        case .number(_, of: .week), .last(of: .week):
            let monday = day.adding(days: 1 - day.weekday)
            return (monday, monday.adding(days: 7))
        case .number(_, of: .month), .last(of: .month): months = 1
        case .number(_, of: .quarter), .last(of: .quarter): months = 3
        case .number(_, of: .year), .last(of: .year): months = 12
        }
        let first = day.adding(days: 1 - day.day).adding(months: -((day.month - 1) % months))
        return (first, first.adding(months: months))
    }
}

extension WorkingDayRule: CustomStringConvertible {
    /// The words that say it.
    public var description: String {
        let hour = minuteOfDay / 60, minute = minuteOfDay % 60
        let time = "\(hour < 10 ? "0" : "")\(hour):\(minute < 10 ? "0" : "")\(minute)"
        return switch choice {
        case .every: "every working day at \(time)"
        case .number(let number, let period): "working day \(number) of the \(period.rawValue) at \(time)"
        case .last(let period): "last working day of the \(period.rawValue) at \(time)"
        }
    }
}
