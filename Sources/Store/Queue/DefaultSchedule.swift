import Domain

/// A global schedule that is set up with the program.
struct DefaultSchedule: Sendable {
    let draft: @Sendable () throws -> ScheduleDraft

    /// One line a schedule.
    static let all: [DefaultSchedule] = [
        DefaultSchedule("nightly scoring", .scoreCompany, ScoreCompany(), cron: "30 2 * * *"),
        DefaultSchedule("nightly product pairs", .pairProducts, PairProducts(), cron: "50 2 * * *"),
        DefaultSchedule("monthly review of warnings", .reviewWarnings, ReviewWarnings(), cron: "30 3 1 * *"),
        DefaultSchedule("monthly backtest", .runBacktest, RunBacktest(), cron: "0 4 1 * *"),
    ]

    private init<Payload>(_ name: String, _ kind: JobKind<Payload>, _ payload: Payload, cron: String) {
        draft = { try ScheduleDraft(name, kind, payload, rule: ScheduleRule(cron)) }
    }
}
