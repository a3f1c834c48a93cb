public import Domain
public import FoundationEssentials
import Postgres

/// A schedule whose time has come, and what its jobs need.
public struct DueSchedule: Sendable {
    /// The schedule; nobody else fires it until the transaction ends.
    public let schedule: Schedule
    /// When it was due: its first time that has not become a job.
    public let dueAt: Date
    /// The version of the payload's shape.
    public let version: Int
    /// The payload of its jobs, as JSON.
    public let payload: String
    /// The database's clock.
    public let now: Date

    init(row: Row) throws {
        schedule = try Schedule(row: row)
        dueAt = try row.get("next_at")
        version = try row.get("version")
        payload = try row.get("payload", as: JSONB.self).text
        now = try row.get("now")
    }
}

extension Database {
    /// Companies with a schedule that is due within a minute, and how long that is still away, the earliest first.
    public func companiesWithDueSchedules() async throws -> [(company: Company.ID, wait: Duration)] {
        try await discover(
            """
            select schedule.company_id,
                (extract(epoch from min(schedule.next_at) - now()))::float8 as wait
            from app.schedules as schedule
            join app.companies as company on company.id = schedule.company_id and company.state = 'active'
            left join app.global_schedules as common
                on schedule.global_revision is not null and common.name = schedule.name
            where not schedule.paused and schedule.next_at <= now() + interval '1 minute'
                and (schedule.global_revision is null
                    or not common.paused and common.revision = schedule.global_revision)
            group by schedule.company_id
            order by wait
            limit 500
            """
        ) { (try $0.get("company_id"), .seconds(try $0.get("wait", as: Double.self))) }
    }
}

extension CompanyTransaction {
    /// The schedules of these kinds that are due; those that another worker is firing are left out.
    public func dueSchedules(kinds: [String]) async throws -> [DueSchedule] {
        try await all(
            """
            select \(Schedule.columns), version, payload, now() as now from app.schedules
            where company_id = \(company) and not paused and next_at <= now() and kind = any(\(kinds))
                and (global_revision is null or exists (
                    select from app.global_schedules as common
                    where common.name = schedules.name and not common.paused and common.revision = global_revision
                ))
            order by next_at
            for update skip locked
            """,
            DueSchedule.init(row:)
        )
    }

    /// Turns due times of a schedule into jobs, each once, and sets when it is due next.
    ///
    /// - Parameters:
    ///   - slots: the due times to make up for.
    ///   - nextAt: when it is due next.
    ///   - declaration: the declared kind of its jobs.
    ///   - uniqueKey: the key of its payload.
    /// - Returns: how many of the slots had not become jobs before.
    public func fire(
        _ due: DueSchedule,
        slots: [Date],
        nextAt: Date?,
        declaration: JobDeclaration,
        uniqueKey: String?
    ) async throws -> Int {
        var fired = 0
        for slot in slots {
            let job = NewJob(
                declaration: declaration,
                payloadVersion: due.version,
                payload: due.payload,
                uniqueKey: uniqueKey
            )
            guard try await take(slot, of: due.schedule.id, for: job.id) else { continue }
            let id = try await enqueue(job)
            if id != job.id { try await assign(slot, of: due.schedule.id, to: id) }
            fired += 1
        }
        try await execute(
            """
            update app.schedules set next_at = \(nextAt)
            where company_id = \(company) and id = \(due.schedule.id)
            """
        )
        try await forgetOldSlots(of: due.schedule.id)
        return fired
    }

    private func take(_ slot: Date, of schedule: Schedule.ID, for job: Job.ID) async throws -> Bool {
        try await execute(
            """
            insert into app.schedule_slots (company_id, schedule_id, slot, job_id)
            values (\(company), \(schedule), \(slot), \(job))
            on conflict (company_id, schedule_id, slot) do nothing
            """
        ) > 0
    }

    private func assign(_ slot: Date, of schedule: Schedule.ID, to job: Job.ID) async throws {
        try await execute(
            """
            update app.schedule_slots set job_id = \(job)
            where company_id = \(company) and schedule_id = \(schedule) and slot = \(slot)
            """
        )
    }

    private func forgetOldSlots(of schedule: Schedule.ID) async throws {
        try await execute(
            """
            delete from app.schedule_slots
            where company_id = \(company) and schedule_id = \(schedule) and slot < now() - interval '90 days'
            """
        )
    }
}
