import Domain

/// A schedule that every company has from its beginning.
struct DefaultSchedule: Sendable {
    let name: String
    let add: @Sendable (CompanyTransaction) async throws -> Void

    /// One line a schedule.
    static let all: [DefaultSchedule] = [
        DefaultSchedule("nightly scoring", .scoreCompany, ScoreCompany(), cron: "30 2 * * *"),
        DefaultSchedule("nightly product pairs", .pairProducts, PairProducts(), cron: "50 2 * * *"),
        DefaultSchedule("monthly backtest", .runBacktest, RunBacktest(), cron: "0 4 1 * *"),
    ]

    private init<Payload>(_ name: String, _ kind: JobKind<Payload>, _ payload: Payload, cron: String) {
        self.name = name
        add = { transaction in
            do {
                try await transaction.addSchedule(name, kind, payload, cron: CronExpression(cron))
            } catch ScheduleError.nameTaken {
                // Somebody else was first.
            }
        }
    }
}
