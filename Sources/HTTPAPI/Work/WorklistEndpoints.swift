import Domain
import Store

/// What the signed-in person has to do, across companies.
enum WorklistEndpoints {
    static let all: [Endpoint] = [
        Endpoint.me.list(
            "worklist",
            "getWorklist",
            "Your open tasks of today and before, in every company you work for",
            filters: [.date("through", "Also tasks due later, up to this day")]
        ) { scope in
            let slice = try scope.slice(after: WorklistKey.self)
            let day = scope.query.date("through")
            let rows = try await scope.merged(slice, by: { WorklistKey($0.item.task) }) { transaction, _, slice in
                try await transaction.worklist(through: day, after: slice.after, limit: slice.fetch)
            }
            return try scope.page(rows, slice, key: { WorklistKey($0.item.task) }) { WorklistBody($0) }
        }
    ]
}

struct WorklistBody: Body {
    let company: CompanyReference
    let id: WorkTask.ID
    let customer: CustomerReference
    let tier: String?
    let kind: WorkTask.Kind
    let title: String
    let detail: String?
    let dueOn: CalendarDate
    let overdueDays: Int
    let weight: Int
    let version: Int64

    struct CompanyReference: Encodable, Sendable {
        let id: Company.ID
        let name: String
    }

    init(_ item: WorklistTask) {
        let task = TaskBody(item.item)
        company = CompanyReference(id: item.company, name: item.companyName)
        id = task.id
        customer = task.customer
        tier = task.tier
        kind = task.kind
        title = task.title
        detail = task.detail
        dueOn = task.dueOn
        overdueDays = item.overdueDays
        weight = task.weight
        version = task.version
    }

    static let example = WorklistBody(
        WorklistTask(company: Examples.company, companyName: "Lantern Tea", overdueDays: 2, item: .example)
    )
    static let notes = TaskBody.notes.merging([
        "company": "Whose task it is",
        "overdue_days": "Days since it was due; 0 today, negative for a day to come",
        "version": "For If-Match, when you change the task",
    ]) { $1 }
}
