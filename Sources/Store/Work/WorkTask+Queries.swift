public import Domain
import Postgres

extension WorkTask.Kind: PostgresCodable {}
extension WorkTask.State: PostgresCodable {}

extension WorkTask {
    /// Columns of `app.tasks as task`.
    static let columns: SQL = """
        task.id, task.customer_id, task.assignee_id, task.kind, task.title, task.detail, task.due_on, task.weight, \
        task.state, task.completed_at, task.version
        """

    init(row: Row) throws {
        self.init(
            id: try row.get("id"),
            customer: try row.get("customer_id"),
            assignee: try row.get("assignee_id"),
            kind: try row.get("kind"),
            title: try row.get("title"),
            detail: try row.get("detail"),
            dueOn: try row.get("due_on"),
            weight: try row.get("weight"),
            state: try row.get("state"),
            closedAt: try row.get("completed_at"),
            version: try row.get("version")
        )
    }
}

/// A task with what a list shows of its customer.
public struct CustomerTask: Sendable, Hashable {
    /// The task.
    public let task: WorkTask
    /// The customer's name; nil where the acting person has the task but may not see the customer.
    public let customerName: String?
    /// The customer's tier; nil before the first scoring and without orders.
    public let tier: String?

    /// A task with its customer.
    public init(task: WorkTask, customerName: String?, tier: String?) {
        self.task = task
        self.customerName = customerName
        self.tier = tier
    }

    init(row: Row) throws {
        task = try WorkTask(row: row)
        customerName = try row.get("customer_name")
        tier = try row.get("tier")
    }
}

/// What a list of tasks is narrowed to.
public struct TaskFilter: Sendable, Hashable {
    /// Only tasks in this state.
    public var state: WorkTask.State = .open
    /// Only tasks of this person.
    public var assignee: Person.ID?
    /// Only tasks of nobody.
    public var isUnassigned = false
    /// Only tasks about this customer.
    public var customer: Customer.ID?
    /// Only tasks of this kind.
    public var kind: WorkTask.Kind?
    /// Only tasks due before this day.
    public var dueBefore: CalendarDate?

    /// All open tasks.
    public init() {}
}

/// Where a list of tasks goes on: behind a task by due day, then by id.
public struct TaskKey: Sendable, Hashable, Codable {
    /// Day of the company's time zone.
    public let dueOn: CalendarDate
    /// The task.
    public let id: WorkTask.ID

    /// The place of a task in the list.
    public init(_ task: WorkTask) {
        dueOn = task.dueOn
        id = task.id
    }
}

extension CompanyTransaction {
    /// Tasks with the names of customers and their tiers.
    static var customerTasks: SQL { "\(WorkTask.columns), customer.name as customer_name, score.tier" }

    /// The tables behind `customerTasks`.
    var customerTaskTables: SQL {
        """
        app.tasks as task
        left join app.customers as customer on customer.company_id = \(company) and customer.id = task.customer_id
        left join app.customer_scores as score
            on score.company_id = \(company) and score.customer_id = task.customer_id
        """
    }

    /// The task with this id, if the acting person may see it.
    public func task(_ id: WorkTask.ID) async throws -> CustomerTask? {
        try await first(
            """
            select \(Self.customerTasks) from \(customerTaskTables)
            where task.company_id = \(company) and task.id = \(id)
            """,
            CustomerTask.init(row:)
        )
    }

    /// Tasks the acting person may see, by due day.
    public func tasks(_ filter: TaskFilter, after key: TaskKey?, limit: Int) async throws -> [CustomerTask] {
        try await all(
            """
            select \(Self.customerTasks) from \(customerTaskTables) \(condition(filter, after: key))
            order by task.due_on, task.id limit \(limit)
            """,
            CustomerTask.init(row:)
        )
    }

    private func condition(_ filter: TaskFilter, after key: TaskKey?) -> SQL {
        var condition: SQL = "where task.company_id = \(company) and task.state = \(filter.state)"
        // The own list; of a customer that they see, all of its tasks.
        if principal.visibility == .own, filter.customer == nil {
            condition.append(" and task.assignee_id = \(principal.person)")
        }
        if let assignee = filter.assignee { condition.append(" and task.assignee_id = \(assignee)") }
        if filter.isUnassigned { condition.append(" and task.assignee_id is null") }
        if let customer = filter.customer { condition.append(" and task.customer_id = \(customer)") }
        if let kind = filter.kind { condition.append(" and task.kind = \(kind)") }
        if let day = filter.dueBefore { condition.append(" and task.due_on < \(day)") }
        if let key { condition.append(" and (task.due_on, task.id) > (\(key.dueOn), \(key.id))") }
        return condition
    }

    /// The task, locked until the end of the transaction.
    func lockedTask(_ id: WorkTask.ID) async throws -> WorkTask? {
        try await first(
            """
            select \(WorkTask.columns) from app.tasks as task
            where task.company_id = \(company) and task.id = \(id) for update
            """,
            WorkTask.init(row:)
        )
    }
}
