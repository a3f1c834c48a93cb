public import Domain
public import FoundationEssentials
import Postgres

extension Schedule.Misfire: PostgresCodable {}

extension Schedule {
    static let columns: SQL = "id, name, kind, cron, time_zone, misfire, paused, next_at"

    init(row: Row) throws {
        self.init(
            id: try row.get("id"),
            name: try row.get("name"),
            kind: try row.get("kind"),
            cron: try CronExpression(row.get("cron", as: String.self)),
            timeZone: try row.get("time_zone"),
            misfire: try row.get("misfire"),
            isPaused: try row.get("paused"),
            nextAt: try row.get("next_at")
        )
    }
}

extension CompanyTransaction {
    /// The schedules of the company by name.
    public func schedules() async throws -> [Schedule] {
        try await all(
            "select \(Schedule.columns) from app.schedules where company_id = \(company) order by name",
            Schedule.init(row:)
        )
    }

    /// Sets up a schedule.
    ///
    /// - Parameters:
    ///   - name: what it is called; one of a kind in the company.
    ///   - kind: the kind of its jobs.
    ///   - payload: the payload of each of them.
    ///   - timeZone: as the IANA calls it; nil follows the company.
    /// - Throws: `ScheduleError`.
    @discardableResult
    public func addSchedule<Payload>(
        _ name: String,
        _ kind: JobKind<Payload>,
        _ payload: Payload,
        cron: CronExpression,
        timeZone: String? = nil,
        misfire: Schedule.Misfire = .once
    ) async throws -> Schedule.ID {
        let document = JSONB(text: String(decoding: try kind.encode(payload), as: UTF8.self))
        let nextAt = try await nextRuns(of: cron, timeZone: timeZone, count: 1).first
        let added = try await first(
            """
            insert into app.schedules (
                company_id, id, name, kind, version, payload, cron, time_zone, misfire, next_at
            )
            values (
                \(company), \(Schedule.ID.make()), \(name), \(kind.name), \(Int16(clamping: kind.version)), \
            \(document), \(cron.text), \(timeZone), \(misfire), \(nextAt)
            )
            on conflict do nothing
            returning id
            """
        ) { try $0.get("id", as: Schedule.ID.self) }
        guard let added else { throw ScheduleError.nameTaken(name) }
        return added
    }

    /// Sets up what every company has, where it is missing: its place in the queue and its nightly schedules.
    public func ensureDefaultSchedules() async throws {
        try await execute("insert into app.queue_limits (company_id) values (\(company)) on conflict do nothing")
        let present = Set(try await schedules().map(\.name))
        for standard in DefaultSchedule.all where !present.contains(standard.name) {
            try await standard.add(self)
        }
    }

    /// Lets a schedule rest.
    public func pauseSchedule(_ id: Schedule.ID) async throws {
        try await execute("update app.schedules set paused = true where company_id = \(company) and id = \(id)")
    }

    /// Takes a schedule up again from its next time on; those in between were left out on purpose.
    public func resumeSchedule(_ schedule: Schedule) async throws {
        let nextAt = try await nextRuns(of: schedule.cron, timeZone: schedule.timeZone, count: 1).first
        try await execute(
            """
            update app.schedules set paused = false, next_at = \(nextAt)
            where company_id = \(company) and id = \(schedule.id)
            """
        )
    }

    /// The next instants at which a cron expression is due.
    ///
    /// A local time that the clocks skip counts at the end of the gap; one that they show twice counts once, at first.
    ///
    /// - Parameters:
    ///   - timeZone: as the IANA calls it; nil follows the company.
    ///   - start: later than this; nil is now.
    ///   - count: at most so many.
    /// - Throws: `ScheduleError.timeZone`.
    public func nextRuns(
        of cron: CronExpression,
        timeZone: String?,
        after start: Date? = nil,
        count: Int
    ) async throws -> [Date] {
        let zone = try await resolve(timeZone)
        let local = try await one(
            "select (coalesce(\(start), now()) at time zone \(zone))::text as local"
        ) { try $0.get("local", as: String.self) }
        guard let local = LocalMinute(local) else { return [] }
        // Clocks go back by two hours at most: what they show again then began no earlier than this.
        var last = local.adding(minutes: -180)
        var runs: [Date] = []
        while runs.count < count {
            var minutes: [LocalMinute] = []
            while minutes.count < count + 16, let minute = cron.next(after: last) {
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
