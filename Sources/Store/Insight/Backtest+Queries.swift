public import Domain
import Postgres

extension BacktestRecord {
    static let columns: SQL = "id, number, figures, finished_at"

    init(row: Row) throws {
        self.init(
            id: try row.get("id"),
            number: try row.get("number"),
            result: try row.get("figures", as: JSONB.self).decode(),
            finishedAt: try row.get("finished_at")
        )
    }
}

extension CompanyTransaction {
    /// The purchase days of every customer up to today, and today: what a backtest is computed from. Refunds are no
    /// purchases, and archived customers are left out, as in the nightly run.
    public func purchaseDays() async throws -> (days: [[Int32]], today: CalendarDate) {
        let today = try await companyDay()
        var days: [[Int32]] = []
        try await stream(
            """
            select array_agg(ordered_on) as days from app.orders
            where company_id = \(company) and ordered_on <= \(today) and amount_minor >= 0 and customer_id not in (
                select id from app.customers where company_id = \(company) and state = 'archived'
            )
            group by customer_id
            """
        ) {
            try $0.get("days", as: [DayNumber].self).map(\.value)
        } _: {
            days.append($0)
        }
        return (days, today)
    }

    /// Keeps a backtest under the next number, and its figures beside the newest version of the models, which a backtest
    /// of the same mathematics speaks for.
    public func insertBacktest(_ result: BacktestResult) async throws -> BacktestRecord {
        try await lockPlanning()
        let newest = try await modelVersions(below: nil, limit: 1).first?.book.number
        if let newest, let figures = HoldoutFigures(result) { try await keepHoldout(figures, ofVersion: newest) }
        return try await one(
            """
            insert into app.backtests (
                company_id, number, calibration_end, holdout_end, source, customers, actual_orders, model_error,
                last_period_error, own_rhythm_error, figures, code_version
            )
            select \(company), coalesce(max(number), 0) + 1, \(result.calibrationEnd), \(result.holdoutEnd),
                \(result.source), \(Int32(clamping: result.report.customers)), \(Int64(result.report.actualOrders)),
                \(result.report.model?.meanAbsolute), \(result.report.sameAsLastPeriod.meanAbsolute),
                \(result.report.ownRhythm.meanAbsolute), \(JSONB(encoding: result)), \(result.codeVersion)
            from app.backtests where company_id = \(company)
            returning \(BacktestRecord.columns)
            """,
            BacktestRecord.init(row:)
        )
    }

    /// Backtests of the company, newest first, from below a number.
    public func backtests(below number: Int?, limit: Int) async throws -> [BacktestRecord] {
        try await all(
            """
            select \(BacktestRecord.columns) from app.backtests
            where company_id = \(company) and number < \(Int32(clamping: number ?? Int.max))
            order by number desc limit \(limit)
            """,
            BacktestRecord.init(row:)
        )
    }

    /// The backtest with this id.
    public func backtest(_ id: BacktestRecord.ID) async throws -> BacktestRecord? {
        try await first(
            "select \(BacktestRecord.columns) from app.backtests where company_id = \(company) and id = \(id)",
            BacktestRecord.init(row:)
        )
    }
}
