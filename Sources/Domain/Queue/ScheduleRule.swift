/// When a schedule is due, in local time: by a cron expression, or by the working days of its company.
public enum ScheduleRule: Sendable, Hashable {
    /// By the calendar of everybody.
    case cron(CronExpression)
    /// By the company's working days.
    case workingDays(WorkingDayRule)

    /// Reads "30 2 * * *", or words such as "working day 1 of the month at 08:00".
    ///
    /// - Throws: `ScheduleError.cron` or `ScheduleError.rule`, which say what is wrong.
    public init(_ text: String) throws(ScheduleError) {
        if text.contains(where: \.isLetter), text.contains("working day") {
            self = .workingDays(try WorkingDayRule(text))
        } else {
            self = .cron(try CronExpression(text))
        }
    }

    /// The text that says it.
    public var text: String {
        switch self {
        case .cron(let expression): expression.text
        case .workingDays(let rule): rule.description
        }
    }

    /// The first minute after the given one at which the schedule is due; nil where there is none in nine years.
    public func next(after start: LocalMinute, workingDays: WorkingDays) -> LocalMinute? {
        switch self {
        case .cron(let expression): expression.next(after: start)
        case .workingDays(let rule): rule.next(after: start, workingDays: workingDays)
        }
    }
}
