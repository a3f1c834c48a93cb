import Domain
import Store

/// What the signed-in person has to do, across companies.
enum WorklistEndpoints {
    static let all: [Endpoint] = [
        Endpoint.me.list(
            "worklist",
            "getWorklist",
            "Your open tasks of today and before, in every company you work for",
            filters: [.integer("days_ahead", 0...31, "Also tasks due so many days later")]
        ) { scope in
            let slice = try scope.slice(after: WorklistKey.self)
            let daysAhead = scope.query.integer("days_ahead") ?? 0
            let rows = try await scope.merged(slice, by: { WorklistKey($0.item.task) }) { transaction, _, slice in
                try await transaction.worklist(daysAhead: daysAhead, after: slice.after, limit: slice.fetch)
            }
            return try scope.page(rows, slice, key: { WorklistKey($0.item.task) }) { WorklistBody($0) }
        }
    ]
}

struct WorklistBody: Body {
    let company: CompanyReference
    let task: TaskBody
    let overdueDays: Int

    struct CompanyReference: Encodable, Sendable {
        let id: Company.ID
        let name: String
    }

    init(_ item: WorklistTask) {
        company = CompanyReference(id: item.company, name: item.companyName)
        task = TaskBody(item.item)
        overdueDays = item.overdueDays
    }

    static let example = WorklistBody(
        WorklistTask(company: Examples.company, companyName: "Lantern Tea", overdueDays: 2, item: .example)
    )
    static let notes = [
        "company": "Whose task it is",
        "overdue_days": "Days since it was due; 0 today, negative for a day to come",
    ].merging(TaskBody.notes.map { ("task.\($0.key)", $0.value) }) { first, _ in first }
}
