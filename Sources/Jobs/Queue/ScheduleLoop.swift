import Domain
import FoundationEssentials
import Logging
import Store

/// Turns the due times of schedules into jobs. Every worker does; the database sees to it that each is done once.
struct ScheduleLoop: Sendable {
    /// A time missed by no more than this is only late.
    static let grace = Duration.seconds(300)
    /// At most so many missed times of a schedule are made up for in one go.
    static let most = 100

    let engine: JobEngine

    func run() async {
        await engine.forever("firing schedules") {
            let due = try await engine.database.companiesWithDueSchedules()
            for company in due where company.wait <= .zero {
                try await fire(company.company)
            }
            let next = due.first { $0.wait > .zero }?.wait ?? .seconds(20)
            try await engine.clock.sleep(for: max(.milliseconds(20), min(next, .seconds(20))))
        }
    }

    private func fire(_ company: Company.ID) async throws {
        let fired = try await engine.database.withCompany(company, as: .worker) { transaction in
            var fired = 0
            for due in try await transaction.dueSchedules(kinds: Array(engine.handlers.keys)) {
                guard let handler = engine.handlers[due.schedule.kind] else { continue }
                let (slots, nextAt) = try await plan(due, transaction)
                fired += try await transaction.fire(
                    due,
                    slots: slots,
                    nextAt: nextAt,
                    declaration: handler.declaration,
                    uniqueKey: try handler.uniqueKey(Data(due.payload.utf8), due.version)
                )
            }
            return fired
        }
        if fired > 0 {
            engine.logger.info("fired schedules", metadata: ["company": "\(company)", "jobs": "\(fired)"])
            engine.work.ring()
        }
    }

    /// Which due times become jobs, by the schedule's own rule for those that were missed, and when it is due next.
    private func plan(_ due: DueSchedule, _ transaction: CompanyTransaction) async throws -> ([Date], Date?) {
        let schedule = due.schedule
        func runs(after start: Date, _ count: Int) async throws -> [Date] {
            try await transaction.nextRuns(of: schedule.rule, timeZone: schedule.timeZone, after: start, count: count)
        }
        let next = try await runs(after: due.now, 1).first
        switch schedule.misfire {
        case .once:
            return ([due.dueAt], next)
        case .skip:
            let lateness = due.now.timeIntervalSince(due.dueAt)
            if lateness <= Self.grace / .seconds(1) { return ([due.dueAt], next) }
            let recent = due.now.addingTimeInterval(-(Self.grace / .seconds(1)))
            return (try await runs(after: recent, 1).filter { $0 <= due.now }, next)
        case .all:
            let later = try await runs(after: due.dueAt, Self.most)
            let missed = later.filter { $0 <= due.now }
            return ([due.dueAt] + missed, missed.count == later.count ? later.last ?? next : next)
        }
    }
}
