import Domain
import FoundationEssentials
import Jobs
import Store
import TestSupport
import Testing

@Suite(.ownDatabase, .serialized) struct ScheduleTests {
    private func runs(
        _ cron: String,
        zone: String?,
        after start: String,
        count: Int = 5,
        of company: Company.ID
    ) async throws -> [String] {
        let start = try Date(start, strategy: .iso8601)
        let dates = try await database.withCompany(company, as: .operator) {
            try await $0.nextRuns(of: ScheduleRule(cron), timeZone: zone, after: start, count: count)
        }
        return dates.map { $0.ISO8601Format() }
    }

    @Test func `a time that the clocks skip runs at the end of the gap, on that day only`() async throws {
        let company = try await Factory.company().id

        let next = try await runs(
            "30 2 * * *",
            zone: "Europe/Berlin",
            after: "2026-03-27T12:00:00Z",
            count: 3,
            of: company
        )

        #expect(next == ["2026-03-28T01:30:00Z", "2026-03-29T01:00:00Z", "2026-03-30T00:30:00Z"])
    }

    @Test func `a time that the clocks show twice runs once`() async throws {
        let company = try await Factory.company().id

        let next = try await runs(
            "30 2 * * *",
            zone: "Europe/Berlin",
            after: "2026-10-24T12:00:00Z",
            count: 2,
            of: company
        )
        // Asked between the two 2:30s of that night.
        let between = try await runs(
            "30 2 * * *",
            zone: "Europe/Berlin",
            after: "2026-10-25T00:45:00Z",
            count: 1,
            of: company
        )

        #expect(next == ["2026-10-25T00:30:00Z", "2026-10-26T01:30:00Z"])
        #expect(between == ["2026-10-26T01:30:00Z"])
    }

    @Test func `times inside a gap that end together run once`() async throws {
        let company = try await Factory.company().id

        let next = try await runs(
            "*/20 2,3 * * *",
            zone: "America/New_York",
            after: "2026-03-08T06:50:00Z",
            count: 4,
            of: company
        )

        #expect(
            next == ["2026-03-08T07:00:00Z", "2026-03-08T07:20:00Z", "2026-03-08T07:40:00Z", "2026-03-09T06:00:00Z"]
        )
    }

    @Test func `without a zone of its own a schedule follows the company`() async throws {
        let company = try await Factory.company(timeZone: "Asia/Shanghai").id

        let next = try await runs("30 2 * * *", zone: nil, after: "2026-11-22T00:00:00Z", count: 1, of: company)

        #expect(next == ["2026-11-22T18:30:00Z"])
    }

    @Test func `a time zone that does not exist is refused`() async throws {
        let company = try await Factory.company().id

        await #expect(throws: ScheduleError.timeZone("Mars/Olympus")) {
            try await runs("30 2 * * *", zone: "Mars/Olympus", after: "2026-11-22T00:00:00Z", of: company)
        }
    }

    /// Sets up a schedule of every minute that was last looked at some minutes ago.
    private func overdue(
        _ kind: JobKind<Note>,
        _ misfire: Schedule.Misfire,
        minutes: Int
    ) async throws -> Company.ID {
        let company = try await Factory.company().id
        let id = try await database.withCompany(company, as: .operator) {
            try await $0.addSchedule(
                ScheduleDraft("tests", kind, Note(), rule: ScheduleRule("* * * * *"), misfire: misfire)
            )
        }
        try testDatabase.psql(
            """
            update app.schedules set next_at = date_trunc('minute', now()) - interval '\(minutes) minutes'
            where id = '\(id)'
            """
        )
        return company
    }

    private func fired(_ kind: JobKind<Note>) throws -> Int {
        Int(
            try testDatabase.psql("select count(*) from app.job_history where kind = '\(kind.name)' and state = 'done'")
        ) ?? 0
    }

    @Test(arguments: [(Schedule.Misfire.all, 11), (.once, 1), (.skip, 1)])
    func `under four workers each due time becomes one job, missed ones by the schedule's rule`(
        misfire: Schedule.Misfire,
        expected: Int
    ) async throws {
        let kind = JobKind<Note>.fresh(), company = try await overdue(kind, misfire, minutes: 10)
        let start = try testDatabase.psql("select now()")
        let slots = "from app.schedule_slots where company_id = '\(company)'"

        try await withWorkers(workers: 4, [.on(kind) { _, _ in .done }]) {
            try await soon("all are done") {
                let made = try testDatabase.psql("select count(*) \(slots)")
                return try made != "0" && fired(kind) == Int(made)
            }
        }

        #expect(try testDatabase.psql("select count(*) \(slots) and slot <= '\(start)'") == "\(expected)")
        #expect(try testDatabase.psql("select count(distinct job_id) = count(*) \(slots)") == "t")
    }

    @Test func `a slot that has become a job does not become another`() async throws {
        let kind = JobKind<Note>.fresh(), company = try await overdue(kind, .once, minutes: 0)
        try testDatabase.psql(
            """
            insert into app.schedule_slots (company_id, schedule_id, slot, job_id)
            select company_id, id, next_at, app.uuid_v7() from app.schedules where company_id = '\(company)'
            """
        )

        try await withWorkers([.on(kind) { _, _ in .done }]) {
            try await soon("the schedule has gone on") {
                // Meanwhile the worker gives the company its default schedules.
                try testDatabase.psql(
                    "select next_at > now() from app.schedules where company_id = '\(company)' and name = 'tests'"
                ) == "t"
            }
        }

        #expect(try fired(kind) == 0)
    }

    @Test func `a paused schedule rests, and goes on from its next time`() async throws {
        let kind = JobKind<Note>.fresh(), company = try await overdue(kind, .all, minutes: 10)
        let schedule = try await database.withCompany(company, as: .operator) {
            try #require(try await $0.schedules().first)
        }
        try await database.withCompany(company, as: .operator) { try await $0.pauseSchedule(schedule.id) }

        #expect(try await database.companiesWithDueSchedules().contains { $0.company == company } == false)
        try await database.withCompany(company, as: .operator) { try await $0.resumeSchedule(schedule) }

        #expect(
            try testDatabase.psql("select next_at > now() from app.schedules where company_id = '\(company)'") == "t"
        )
    }

    @Test func `every company has its schedules, once`() async throws {
        let company = try await Factory.company(timeZone: "Asia/Shanghai").id

        try await database.withHosting { try await $0.addDefaultSchedules() }
        for _ in 1...2 {
            try await database.withCompany(company, as: .operator) { try await $0.followGlobalSchedules() }
        }

        let schedules = try await database.withCompany(company, as: .operator) { try await $0.schedules() }
        #expect(
            schedules.map(\.kind).sorted()
                == [
                    "insight.pair_products", "insight.review_warnings", "insight.run_backtest", "insight.score_company",
                ]
        )
        let local = try testDatabase.psql(
            "select to_char(next_at at time zone 'Asia/Shanghai', 'HH24:MI') from app.schedules where company_id = '\(company)' order by 1"
        )
        #expect(local == "02:30\n02:50\n03:30\n04:00")
    }

    @Test func `a rule of working days follows those of the company`() async throws {
        let company = try await Factory.company(timeZone: "Asia/Shanghai").id
        try testDatabase.psql(
            "update app.company_settings set working_days = '{7,1,2,3,4}' where company_id = '\(company)'"
        )

        let next = try await runs(
            "last working day of the month at 17:00",
            zone: nil,
            after: "2026-12-15T00:00:00Z",
            count: 2,
            of: company
        )

        // 31 December is a Thursday, 31 January a Sunday.
        #expect(next == ["2026-12-31T09:00:00Z", "2027-01-31T09:00:00Z"])
    }

    @Test func `every company follows a global schedule, its changes and its end`() async throws {
        let kind = JobKind<Note>.fresh(), name = Factory.word(), rule = try ScheduleRule("15 4 * * *")
        let (ours, theirs) = (try await Factory.company().id, try await Factory.company().id)
        try await database.withCompany(theirs, as: .operator) {
            _ = try await $0.addSchedule(ScheduleDraft(name, kind, Note(), rule: ScheduleRule("0 9 * * mon")))
        }
        func follow() async throws -> [Schedule?] {
            let behind = try await database.companiesBehindGlobalSchedules()
            for company in behind {
                try await database.withCompany(company, as: .worker) { try await $0.followGlobalSchedules() }
            }
            #expect(try await database.companiesBehindGlobalSchedules().isEmpty)
            return try await [ours, theirs].asyncMap { company in
                try await database.withCompany(company, as: .operator) { try await $0.schedules() }
                    .first { $0.name == name }
            }
        }

        try await database.withHosting { try await $0.addGlobalSchedule(ScheduleDraft(name, kind, Note(), rule: rule)) }
        let added = try await follow()
        #expect(added[0]?.rule == rule && added[0]?.isOwn == false)
        #expect(added[1]?.rule.text == "0 9 * * mon")
        #expect(added[1]?.isOwn == true)

        try testDatabase.psql(
            "update app.schedules set next_at = now() where name = '\(name)' and company_id = '\(ours)'"
        )
        try await database.withHosting { try await $0.setGlobalSchedule(named: name, paused: true) }
        #expect(try await database.companiesWithDueSchedules().contains { $0.company == ours } == false)
        try await database.withHosting { try await $0.setGlobalSchedule(named: name, paused: false) }
        let resumed = try await follow()
        #expect(try #require(resumed[0]?.nextAt) > .now)

        try await database.withHosting { try await $0.removeGlobalSchedule(named: name) }
        let removed = try await follow()
        #expect(removed[0] == nil)
        #expect(removed[1]?.isOwn == true)
    }
}

extension Array {
    fileprivate func asyncMap<Value>(_ transform: (Element) async throws -> Value) async rethrows -> [Value] {
        var values: [Value] = []
        for element in self { values.append(try await transform(element)) }
        return values
    }
}
