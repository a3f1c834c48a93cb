public import Domain
import Postgres

extension ChurnWarning.State: PostgresCodable {}
extension RetentionPlay: PostgresCodable {}

extension ChurnWarning {
    /// Columns of `app.churn_warnings as warning`.
    static let columns: SQL = """
        warning.id, warning.customer_id, warning.last_on, warning.raised_on, warning.due_on, warning.rhythm_days, \
        warning.late_days, warning.silent_days, warning.order_days, warning.risk, warning.lifetime_minor, warning.play, \
        warning.model_number, warning.state, warning.closed_at
        """

    init(row: Row) throws {
        self.init(
            id: try row.get("id"),
            customer: try row.get("customer_id"),
            lateness: Lateness(
                lastOn: try row.get("last_on"),
                orderDays: try row.get("order_days"),
                usualDays: try row.get("rhythm_days"),
                lateAfterDays: try row.get("late_days"),
                silentDays: try row.get("silent_days")
            ),
            stake: RetentionStake(
                risk: try row.get("risk"),
                lifetimeMinor: try row.get("lifetime_minor"),
                play: try row.get("play"),
                modelNumber: try row.get("model_number")
            ),
            raisedOn: try row.get("raised_on"),
            dueOn: try row.get("due_on"),
            state: try row.get("state"),
            closedAt: try row.get("closed_at")
        )
    }
}

/// A warning with what a list shows of its customer.
public struct WarnedCustomer: Sendable, Hashable {
    /// The warning.
    public let warning: ChurnWarning
    /// The customer's name.
    public let name: String
    /// The agent responsible; nil while nobody is.
    public let owner: Person.ID?

    /// A warning with its customer.
    public init(warning: ChurnWarning, name: String, owner: Person.ID?) {
        self.warning = warning
        self.name = name
        self.owner = owner
    }

    init(row: Row) throws {
        warning = try ChurnWarning(row: row)
        name = try row.get("name")
        owner = try row.get("owner_id")
    }
}

/// Where a list of warnings goes on: behind one raised on a day.
public struct WarningKey: Sendable, Hashable, Codable {
    /// Day of the scoring that raised it.
    public let raisedOn: CalendarDate
    /// The warning.
    public let id: ChurnWarning.ID

    /// The place of a warning in the list.
    public init(_ warning: ChurnWarning) {
        raisedOn = warning.raisedOn
        id = warning.id
    }
}

extension CompanyTransaction {
    /// Warnings of one state about customers the acting person may see, newest first.
    public func churnWarnings(
        state: ChurnWarning.State,
        owner: Person.ID?,
        after key: WarningKey?,
        limit: Int
    ) async throws -> [WarnedCustomer] {
        var filter: SQL = "where warning.company_id = \(company) and warning.state = \(state)"
        if let owner { filter.append(" and customer.owner_id = \(owner)") }
        filter.append(ownCustomers("customer"))
        if let key { filter.append(" and (warning.raised_on, warning.id) < (\(key.raisedOn), \(key.id))") }
        return try await all(
            """
            select \(ChurnWarning.columns), customer.name, customer.owner_id
            from app.churn_warnings as warning
            join app.customers as customer on customer.company_id = \(company) and customer.id = warning.customer_id
            \(filter)
            order by warning.raised_on desc, warning.id desc limit \(limit)
            """,
            WarnedCustomer.init(row:)
        )
    }

    /// A warning, if the acting person may see its customer.
    public func churnWarning(_ id: ChurnWarning.ID) async throws -> WarnedCustomer? {
        try await first(
            """
            select \(ChurnWarning.columns), customer.name, customer.owner_id
            from app.churn_warnings as warning
            join app.customers as customer on customer.company_id = \(company) and customer.id = warning.customer_id
            where warning.company_id = \(company) and warning.id = \(id)
            """,
            WarnedCustomer.init(row:)
        )
    }

    /// Closes a warning that means nothing, with the task that came of it. Nil where there is no such warning.
    public func dismissChurnWarning(_ id: ChurnWarning.ID) async throws -> WarnedCustomer? {
        try await lockPlanning()
        guard var warning = try await churnWarning(id)?.warning else { return nil }
        try warning.dismiss()
        try await execute(
            """
            update app.churn_warnings set state = \(warning.state), closed_at = now()
            where company_id = \(company) and id = \(id)
            """
        )
        try await cancelTasksOfClosedWarnings()
        return try await churnWarning(id)
    }

    /// Closes the open warnings of customers who have ordered since, with the tasks that came of them: so nobody calls
    /// them between their order and the next scoring. Costs one look into the orders for each open warning.
    public func closeReturnedWarnings() async throws {
        try await lockPlanning()
        let today = try await companyDay()
        try await execute(
            """
            update app.churn_warnings as warning set state = 'returned', closed_at = now()
            where warning.company_id = \(company) and warning.state = 'open' and exists (
                select from app.orders as later
                where later.company_id = \(company) and later.customer_id = warning.customer_id
                    and later.ordered_on > warning.last_on and later.ordered_on <= \(today)
                    and later.amount_minor >= 0
            )
            """
        )
        try await cancelTasksOfClosedWarnings()
    }
}
