/// When a schedule is due, in five fields of local time: minute, hour, day of the month, month, day of the week.
///
/// Each field is `*`, a number, a range `1-5`, a step `*/15` or `8-18/2`, or a list of these. Months and days of the
/// week may be named (`jan`, `mon`); Sunday is 0 or 7. Where both days are restricted, either of them suffices, as in
/// the cron of POSIX (crontab, "EXTENDED DESCRIPTION").
public struct CronExpression: Sendable, Hashable {
    /// The text that was read.
    public let text: String

    let minutes: CronField
    let hours: CronField
    let days: CronField
    let months: CronField
    let weekdays: CronField

    /// Reads the five fields.
    ///
    /// - Throws: `ScheduleError.cron`, which names the field that is wrong.
    public init(_ text: String) throws(ScheduleError) {
        let fields = text.split(whereSeparator: { $0 == " " || $0 == "\t" })
        guard fields.count == 5 else { throw .cron("needs five fields: minute, hour, day, month, day of the week") }
        self.text = fields.joined(separator: " ")
        minutes = try CronField(fields[0], .minute)
        hours = try CronField(fields[1], .hour)
        days = try CronField(fields[2], .day)
        months = try CronField(fields[3], .month)
        weekdays = try CronField(fields[4], .weekday)
    }

    /// The first minute after the given one at which the schedule is due; nil where there is none in nine years
    /// (30 February has none; 29 February may be eight years away).
    public func next(after start: LocalMinute) -> LocalMinute? {
        var date = start.date
        if let time = time(after: start.minuteOfDay), isDue(on: date) {
            return LocalMinute(date: date, minuteOfDay: time)
        }
        let last = date.adding(months: 9 * 12)
        while date < last {
            date = date.adding(days: 1)
            if !months.contains(date.month) {
                date = date.adding(days: CalendarDate.lengthOfMonth(year: date.year, month: date.month) - date.day)
            } else if isDue(on: date), let time = time(after: -1) {
                return LocalMinute(date: date, minuteOfDay: time)
            }
        }
        return nil
    }

    private func isDue(on date: CalendarDate) -> Bool {
        guard months.contains(date.month) else { return false }
        let day = days.contains(date.day), weekday = weekdays.contains(date.weekday % 7)
        return days.isAny || weekdays.isAny ? day && weekday : day || weekday
    }

    private func time(after minuteOfDay: Int) -> Int? {
        let (hour, minute) = (minuteOfDay / 60, minuteOfDay % 60)
        if minuteOfDay >= 0, hours.contains(hour), let later = minutes.first(from: minute + 1) {
            return hour * 60 + later
        }
        guard let later = hours.first(from: minuteOfDay < 0 ? 0 : hour + 1) else { return nil }
        return minutes.first(from: 0).map { later * 60 + $0 }
    }
}
