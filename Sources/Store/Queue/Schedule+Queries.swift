public import Domain
public import FoundationEssentials
import Postgres

extension Schedule.Misfire: PostgresCodable {}

extension Schedule {
    static let columns: SQL = "id, name, kind, rule, time_zone, misfire, paused, next_at, global_revision"

    init(row: Row) throws {
        self.init(
            id: try row.get("id"),
            name: try row.get("name"),
            kind: try row.get("kind"),
            rule: try ScheduleRule(row.get("rule", as: String.self)),
            timeZone: try row.get("time_zone"),
            misfire: try row.get("misfire"),
            isPaused: try row.get("paused"),
            nextAt: try row.get("next_at"),
            isOwn: try row.get("global_revision", as: Int64?.self) == nil
        )
    }
}

/// A schedule and when it is due next.
public struct UpcomingRuns: Sendable {
    /// The schedule.
    public let schedule: Schedule
    /// Its next runs, the nearest first.
    public let runs: [Date]
}

extension CompanyTransaction {
    /// The schedules of the company by name.
    public func schedules() async throws -> [Schedule] {
        try await all(
            "select \(Schedule.columns) from app.schedules where company_id = \(company) order by name",
            Schedule.init(row:)
        )
    }

    /// The schedules of the company by name, each with its next five runs.
    public func upcomingRuns() async throws -> [UpcomingRuns] {
        var upcoming: [UpcomingRuns] = []
        for schedule in try await schedules() {
            let runs = try await nextRuns(of: schedule.rule, timeZone: schedule.timeZone, count: 5)
            upcoming.append(UpcomingRuns(schedule: schedule, runs: runs))
        }
        return upcoming
    }

    /// Sets up a schedule of the company's own.
    ///
    /// - Throws: `ScheduleError`.
    @discardableResult
    public func addSchedule(_ draft: ScheduleDraft) async throws -> Schedule.ID {
        let nextAt = try await nextRuns(of: draft.rule, timeZone: draft.timeZone, count: 1).first
        let added = try await first(
            """
            insert into app.schedules (
                company_id, id, name, kind, version, payload, rule, time_zone, misfire, next_at
            )
            values (
                \(company), \(Schedule.ID.make()), \(draft.name), \(draft.kind), \(Int16(clamping: draft.version)), \
            \(JSONB(text: draft.payload)), \(draft.rule.text), \(draft.timeZone), \(draft.misfire), \(nextAt)
            )
            on conflict do nothing
            returning id
            """
        ) { try $0.get("id", as: Schedule.ID.self) }
        guard let added else { throw ScheduleError.nameTaken(draft.name) }
        return added
    }

    /// Removes a schedule of the company's own; what it has started goes on.
    ///
    /// - Throws: `ScheduleError.unknown`.
    public func removeSchedule(named name: String) async throws {
        let removed = try await execute(
            "delete from app.schedules where company_id = \(company) and name = \(name) and global_revision is null"
        )
        guard removed > 0 else { throw ScheduleError.unknown(name) }
    }

    /// Lets a schedule rest.
    public func pauseSchedule(_ id: Schedule.ID) async throws {
        try await execute("update app.schedules set paused = true where company_id = \(company) and id = \(id)")
    }

    /// Takes a schedule up again from its next time on; those in between were left out on purpose.
    public func resumeSchedule(_ schedule: Schedule) async throws {
        let nextAt = try await nextRuns(of: schedule.rule, timeZone: schedule.timeZone, count: 1).first
        try await execute(
            """
            update app.schedules set paused = false, next_at = \(nextAt)
            where company_id = \(company) and id = \(schedule.id)
            """
        )
    }

    /// The next instants at which a rule is due.
    ///
    /// A local time that the clocks skip counts at the end of the gap; one that they show twice counts once, at first.
    ///
    /// - Parameters:
    ///   - timeZone: as the IANA calls it; nil follows the company.
    ///   - start: later than this; nil is now.
    ///   - count: at most so many.
    /// - Throws: `ScheduleError.timeZone`.
    public func nextRuns(
        of rule: ScheduleRule,
        timeZone: String?,
        after start: Date? = nil,
        count: Int
    ) async throws -> [Date] {
        let zone = try await resolve(timeZone)
        let workingDays = try await workingDays(for: rule)
        let local = try await one(
            "select (coalesce(\(start), now()) at time zone \(zone))::text as local"
        ) { try $0.get("local", as: String.self) }
        guard let local = LocalMinute(local) else { return [] }
        // Clocks go back by two hours at most: what they show again then began no earlier than this.
        var last = local.adding(minutes: -180)
        var runs: [Date] = []
        while runs.count < count {
            var minutes: [LocalMinute] = []
            while minutes.count < count + 16, let minute = rule.next(after: last, workingDays: workingDays) {
                minutes.append(minute)
                last = minute
            }
            if minutes.isEmpty { break }
            runs += try await instants(of: minutes, zone: zone, after: runs.last ?? start)
        }
        return Array(runs.prefix(count))
    }

    private func instants(of minutes: [LocalMinute], zone: String, after start: Date?) async throws -> [Date] {
        try await all(
            """
            select distinct app.local_instant(minute::timestamp, \(zone)) as instant
            from unnest(\(minutes.map(\.description))) as minute
            where app.local_instant(minute::timestamp, \(zone)) > coalesce(\(start), now())
            order by instant
            """
        ) { try $0.get("instant") }
    }

    private func workingDays(for rule: ScheduleRule) async throws -> WorkingDays {
        guard case .workingDays = rule else { return WorkingDays([]) }
        return WorkingDays(try await settings().workingDays)
    }

    private func resolve(_ timeZone: String?) async throws -> String {
        guard let timeZone else {
            return try await one("select time_zone from app.companies where id = \(company)") {
                try $0.get("time_zone")
            }
        }
        let isKnown = try await one(
            "select exists (select from pg_catalog.pg_timezone_names where name = \(timeZone)) as known"
        ) { try $0.get("known", as: Bool.self) }
        guard isKnown else { throw ScheduleError.timeZone(timeZone) }
        return timeZone
    }
}
