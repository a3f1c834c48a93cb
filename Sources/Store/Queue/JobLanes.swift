import Domain
import FoundationEssentials
import Postgres

extension Database {
    /// The fronts of the lanes that follow the given one, in the order of company, kind and priority.
    ///
    /// - Parameter limit: at most so many; fewer mean that there are no more behind them.
    public func jobLanes(after last: JobLane?, limit: Int) async throws -> [JobLaneFront] {
        let last = last ?? JobLane(company: Company.ID(UUID.smallest), kind: "", priority: 0)
        return try await fronts(
            of: """
                app.job_lanes(
                    \(last.company), \(last.kind), \(Int16(clamping: last.priority)), \(Int32(clamping: limit))
                )
                """
        )
    }

    /// The fronts of lanes that are known, looked for from the given marks on; those that have no ready job are left out.
    public func jobFronts(of lanes: [JobLane: JobMark]) async throws -> [JobLaneFront] {
        let lanes = Array(lanes)
        return try await fronts(
            of: """
                app.job_fronts(
                    \(lanes.map(\.key.company)), \(lanes.map(\.key.kind)), \(lanes.map { Int16(clamping: $0.key.priority) }),
                    \(lanes.map(\.value.runAt)), \(lanes.map(\.value.id))
                )
                """
        )
    }

    private func fronts(of lanes: SQL) async throws -> [JobLaneFront] {
        try await discover(
            """
            select lane.company_id, lane.kind, lane.priority, least(lane.run_at, now()) as mark_at,
                case when lane.run_at <= now() then lane.id else \(JobMark.beginning.id) end as mark_id,
                (extract(epoch from lane.run_at - now()))::float8 as wait,
                coalesce(company.state = 'active', false) as hosted
            from \(lanes) as lane left join app.companies as company on company.id = lane.company_id
            order by lane.company_id, lane.kind, lane.priority
            """,
            JobLaneFront.init(row:)
        )
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
