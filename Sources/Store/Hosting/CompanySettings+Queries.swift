public import Domain
import Postgres

extension CompanySettings {
    static let columns: SQL = """
        working_days, task_capacity, churn_due_days, value_margin, value_discount, value_months, \
        scored_at, version
        """

    init(row: Row) throws {
        let terms = ValueTerms(
            margin: try row.get("value_margin"),
            annualDiscountRate: try row.get("value_discount"),
            horizonMonths: try row.get("value_months")
        )
        guard let terms else { throw PostgresError(.decode, "value terms outside their ranges") }
        self.init(
            workingDays: try row.get("working_days", as: [Int16].self).map(Int.init),
            taskCapacity: Int(try row.get("task_capacity", as: Int32.self)),
            churnDueDays: Int(try row.get("churn_due_days", as: Int32.self)),
            valueTerms: terms,
            scoredAt: try row.get("scored_at"),
            version: try row.get("version")
        )
    }
}

extension CompanyTransaction {
    /// What the company sets for itself.
    public func settings() async throws -> CompanySettings {
        try await one(
            "select \(CompanySettings.columns) from app.company_settings where company_id = \(company)",
            CompanySettings.init(row:)
        )
    }

    /// Changes the settings that are still at the version the caller read; nil leaves one as it is.
    public func changeSettings(
        workingDays: [Int]?,
        taskCapacity: Int?,
        churnDueDays: Int?,
        valueMargin: Double?,
        valueDiscount: Double?,
        valueMonths: Int?,
        expecting version: Int64
    ) async throws -> CompanySettings {
        let changed = try await first(
            """
            update app.company_settings
            set working_days = coalesce(\(workingDays.map { $0.map(Int16.init) })::smallint[], working_days),
                task_capacity = coalesce(\(taskCapacity.map(Int32.init)), task_capacity),
                churn_due_days = coalesce(\(churnDueDays.map(Int32.init)), churn_due_days),
                value_margin = coalesce(\(valueMargin), value_margin),
                value_discount = coalesce(\(valueDiscount), value_discount),
                value_months = coalesce(\(valueMonths.map(Int32.init)), value_months)
            where company_id = \(company) and version = \(version)
            returning \(CompanySettings.columns)
            """,
            CompanySettings.init(row:)
        )
        guard let changed else { throw HostingError.stale }
        return changed
    }
}
