public import Domain
import Postgres

/// Where a worklist goes on: by due day, then the heaviest first.
public struct WorklistKey: Sendable, Hashable, Codable, Comparable {
    /// Day of the company's time zone.
    public let dueOn: CalendarDate
    /// Share of the load; more goes first.
    public let weight: Int
    /// The task.
    public let id: WorkTask.ID

    /// The place of a task in the list.
    public init(_ task: WorkTask) {
        dueOn = task.dueOn
        weight = task.weight
        id = task.id
    }

    /// Which of two tasks is done first.
    public static func < (left: Self, right: Self) -> Bool {
        (left.dueOn, right.weight, left.id) < (right.dueOn, left.weight, right.id)
    }
}

/// A task of the signed-in person, with the company it belongs to.
public struct WorklistTask: Sendable, Hashable {
    /// The company.
    public let company: Company.ID
    /// Its name.
    public let companyName: String
    /// Days since it was due; 0 today, negative for a day to come.
    public let overdueDays: Int
    /// The task, with customer and tier.
    public let item: CustomerTask

    /// A task of a company.
    public init(company: Company.ID, companyName: String, overdueDays: Int, item: CustomerTask) {
        self.company = company
        self.companyName = companyName
        self.overdueDays = overdueDays
        self.item = item
    }
}

extension CompanyTransaction {
    /// Open tasks of the acting person that are due by a day; nil is today in the company's time zone.
    public func worklist(
        through day: CalendarDate?,
        after key: WorklistKey?,
        limit: Int
    ) async throws -> [WorklistTask] {
        guard let person = principal.person else { return [] }
        var place: SQL = .empty
        if let key {
            place = """
                and (task.due_on, -task.weight, task.id) > (\(key.dueOn), \(Int32(-key.weight)), \(key.id))
                """
        }
        return try await all(
            """
            select \(Self.customerTasks), hosted.name as company_name,
                (now() at time zone hosted.time_zone)::date - task.due_on as overdue_days
            from app.companies as hosted, \(customerTaskTables)
            where hosted.id = \(company) and task.company_id = \(company) and task.state = 'open'
                and task.assignee_id = \(person)
                and task.due_on <= coalesce(\(day), (now() at time zone hosted.time_zone)::date)
                \(place)
            order by task.due_on, task.weight desc, task.id limit \(limit)
            """
        ) { row in
            WorklistTask(
                company: company,
                companyName: try row.get("company_name"),
                overdueDays: try row.get("overdue_days"),
                item: try CustomerTask(row: row)
            )
        }
    }
}
