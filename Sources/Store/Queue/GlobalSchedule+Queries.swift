public import Domain
import Postgres

extension GlobalSchedule {
    static let columns: SQL = "name, kind, version, payload, rule, time_zone, misfire, paused, revision"

    init(row: Row) throws {
        self.init(
            draft: try ScheduleDraft(
                name: row.get("name"),
                kind: row.get("kind"),
                version: row.get("version"),
                payload: row.get("payload", as: JSONB.self).text,
                rule: ScheduleRule(row.get("rule", as: String.self)),
                timeZone: row.get("time_zone"),
                misfire: row.get("misfire")
            ),
            isPaused: try row.get("paused"),
            revision: try row.get("revision")
        )
    }
}

extension HostingTransaction {
    /// The schedules that every company has, by name.
    public func globalSchedules() async throws -> [GlobalSchedule] {
        try await all(
            "select \(GlobalSchedule.columns) from app.global_schedules order by name",
            GlobalSchedule.init(row:)
        )
    }

    /// Sets up a schedule that every company has; they follow within half a minute.
    ///
    /// - Throws: `ScheduleError`.
    public func addGlobalSchedule(_ draft: ScheduleDraft) async throws {
        if let zone = draft.timeZone {
            let isKnown = try await one(
                "select exists (select from pg_catalog.pg_timezone_names where name = \(zone)) as known"
            ) { try $0.get("known", as: Bool.self) }
            guard isKnown else { throw ScheduleError.timeZone(zone) }
        }
        guard try await insert(draft) else { throw ScheduleError.nameTaken(draft.name) }
    }

    /// Sets up the schedules that come with the program, where they are missing.
    public func addDefaultSchedules() async throws {
        for schedule in DefaultSchedule.all { _ = try await insert(schedule.draft()) }
    }

    private func insert(_ draft: ScheduleDraft) async throws -> Bool {
        try await execute(
            """
            insert into app.global_schedules (name, kind, version, payload, rule, time_zone, misfire)
            values (
                \(draft.name), \(draft.kind), \(Int16(clamping: draft.version)), \(JSONB(text: draft.payload)),
                \(draft.rule.text), \(draft.timeZone), \(draft.misfire)
            )
            on conflict do nothing
            """
        ) > 0
    }

    /// Removes a schedule from every company; what it has started goes on. One that came with the program comes back with
    /// the next start of a worker: pause it instead.
    ///
    /// - Throws: `ScheduleError.unknown`.
    public func removeGlobalSchedule(named name: String) async throws {
        let removed = try await execute("delete from app.global_schedules where name = \(name)")
        guard removed > 0 else { throw ScheduleError.unknown(name) }
    }

    /// Lets a schedule rest in every company, or takes it up again from its next time on.
    ///
    /// - Throws: `ScheduleError.unknown`.
    public func setGlobalSchedule(named name: String, paused: Bool) async throws {
        let changed = try await execute(
            "update app.global_schedules set paused = \(paused), revision = revision + 1 where name = \(name)"
        )
        guard changed > 0 else { throw ScheduleError.unknown(name) }
    }
}

extension Database {
    /// Active companies that have not followed the schedules that every company has, or have no place in the queue:
    /// new ones, however they came about, and all of them after a change. At most 500 at a time.
    public func companiesBehindGlobalSchedules() async throws -> [Company.ID] {
        try await discover(
            """
            select company.id
            from app.companies as company
            left join (
                select own.company_id,
                    count(common.name) filter (
                        where own.global_revision is null or own.global_revision = common.revision
                    ) as followed,
                    count(*) filter (where own.global_revision is not null and common.name is null) as orphaned
                from app.schedules as own left join app.global_schedules as common on common.name = own.name
                group by own.company_id
            ) as kept on kept.company_id = company.id
            where company.state = 'active'
                and (coalesce(kept.followed, 0) < (select count(*) from app.global_schedules) or kept.orphaned > 0)
            limit 500
            """
        ) { try $0.get("id") }
    }
}

extension CompanyTransaction {
    /// Gives the company its place in the queue and the schedules that every company has, as they are now.
    public func followGlobalSchedules() async throws {
        try await execute(
            [
                "insert into app.queue_limits (company_id) values (\(company)) on conflict do nothing",
                """
                delete from app.schedules
                where company_id = \(company) and global_revision is not null
                    and not exists (select from app.global_schedules as common where common.name = schedules.name)
                """,
            ]
        )
        let changed = try await all(
            """
            select \(GlobalSchedule.columns) from app.global_schedules as common
            where not exists (
                select from app.schedules as own
                where own.company_id = \(company) and own.name = common.name
                    and (own.global_revision is null or own.global_revision = common.revision)
            )
            """,
            GlobalSchedule.init(row:)
        )
        for schedule in changed { try await follow(schedule) }
    }

    private func follow(_ schedule: GlobalSchedule) async throws {
        let draft = schedule.draft
        let nextAt = try await nextRuns(of: draft.rule, timeZone: draft.timeZone, count: 1).first
        try await execute(
            """
            insert into app.schedules as own (
                company_id, id, name, kind, version, payload, rule, time_zone, misfire, next_at, global_revision
            )
            values (
                \(company), \(Schedule.ID.make()), \(draft.name), \(draft.kind), \(Int16(clamping: draft.version)), \
            \(JSONB(text: draft.payload)), \(draft.rule.text), \(draft.timeZone), \(draft.misfire), \(nextAt), \
            \(schedule.revision)
            )
            on conflict (company_id, name) do update
            set kind = excluded.kind, version = excluded.version, payload = excluded.payload, rule = excluded.rule,
                time_zone = excluded.time_zone, misfire = excluded.misfire, next_at = excluded.next_at,
                global_revision = excluded.global_revision
            where own.company_id = \(company) and own.global_revision is not null
            """
        )
    }
}
