/// The days of the week on which work falls due.
public struct WorkingDays: Hashable, Sendable {
    private let weekdays: Set<Int>

    /// ISO days of the week, 1 Monday to 7 Sunday; without any, every day counts.
    public init(_ weekdays: some Sequence<Int>) {
        let known = Set(weekdays).intersection(1...7)
        self.weekdays = known.isEmpty ? Set(1...7) : known
    }

    /// Whether people work on this day.
    public func contains(_ day: CalendarDate) -> Bool {
        weekdays.contains(day.weekday)
    }

    /// This day, or the next on which people work.
    public func onOrAfter(_ day: CalendarDate) -> CalendarDate {
        var day = day
        while !contains(day) { day = day.adding(days: 1) }
        return day
    }
}
