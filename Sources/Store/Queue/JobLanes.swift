import Domain
import FoundationEssentials
import Postgres

extension Database {
    /// The fronts of the lanes that follow the given one, in the order of company, kind and priority.
    ///
    /// Hops along the lane index, one probe a lane, without a lock, however many jobs a lane holds.
    ///
    /// - Parameter limit: at most so many; fewer mean that there are no more behind them.
    public func jobLanes(after last: JobLane?, limit: Int) async throws -> [JobLaneFront] {
        let last = last ?? JobLane(company: Company.ID(UUID.smallest), kind: "", priority: 0)
        let lanes: SQL = """
            with recursive front as (
                (
                    select company_id, kind, priority, run_at, id from app.jobs
                    where state = 'ready'
                        and (company_id, kind, priority) > (\(last.company), \(last.kind), \(Int16(clamping: last.priority)))
                    order by company_id, kind, priority, run_at, id limit 1
                )
                union all
                select next.company_id, next.kind, next.priority, next.run_at, next.id
                from front cross join lateral (
                    select company_id, kind, priority, run_at, id from app.jobs as job
                    where job.state = 'ready'
                        and (job.company_id, job.kind, job.priority) > (front.company_id, front.kind, front.priority)
                    order by job.company_id, job.kind, job.priority, job.run_at, job.id limit 1
                ) as next
            ),
            page as materialized (select company_id, kind, priority, run_at, id from front limit \(limit))
            select page.company_id, page.kind, page.priority, least(page.run_at, now()) as mark_at,
                case when page.run_at <= now() then page.id else \(JobMark.beginning.id) end as mark_id,
                (extract(epoch from page.run_at - now()))::float8 as wait,
                coalesce(company.state = 'active', false) as hosted
            from page left join app.companies as company on company.id = page.company_id
            order by page.company_id, page.kind, page.priority
            """
        return try await discover(lanes, JobLaneFront.init(row:))
    }

    /// The fronts of lanes that are known, looked for from the given marks on; those that have no ready job are left out.
    ///
    /// One probe a lane, however many rows of jobs that were claimed before lie ahead of the marks.
    public func jobFronts(of lanes: [JobLane: JobMark]) async throws -> [JobLaneFront] {
        let lanes = Array(lanes)
        let fronts: SQL = """
            select lane.company_id, lane.kind, lane.priority, least(front.run_at, now()) as mark_at,
                case when front.run_at <= now() then front.id else \(JobMark.beginning.id) end as mark_id,
                (extract(epoch from front.run_at - now()))::float8 as wait,
                coalesce(company.state = 'active', false) as hosted
            from unnest(
                \(lanes.map(\.key.company)), \(lanes.map(\.key.kind)), \(lanes.map { Int16(clamping: $0.key.priority) }),
                \(lanes.map(\.value.runAt)), \(lanes.map(\.value.id))
            ) as lane (company_id, kind, priority, run_at, id)
            cross join lateral (
                select job.run_at, job.id from app.jobs as job
                where job.company_id = lane.company_id and job.kind = lane.kind and job.priority = lane.priority
                    and job.state = 'ready' and (job.run_at, job.id) >= (lane.run_at, lane.id)
                order by job.run_at, job.id
                limit 1
            ) as front
            left join app.companies as company on company.id = lane.company_id
            order by lane.company_id, lane.kind, lane.priority
            """
        return try await discover(fronts, JobLaneFront.init(row:))
    }

    /// One statement across companies, in the host's role. It takes no lock and needs no transaction.
    func discover<Value>(_ statement: SQL, _ decode: (Row) throws -> Value) async throws -> [Value] {
        try await hostingPool.run([statement], deadline: .after(.seconds(10)))[0].map(decode)
    }
}

extension JobLaneFront {
    fileprivate init(row: Row) throws {
        self.init(
            lane: JobLane(
                company: try row.get("company_id"),
                kind: try row.get("kind"),
                priority: try row.get("priority")
            ),
            mark: JobMark(runAt: try row.get("mark_at"), id: try row.get("mark_id")),
            wait: .seconds(try row.get("wait", as: Double.self)),
            isHosted: try row.get("hosted")
        )
    }
}
