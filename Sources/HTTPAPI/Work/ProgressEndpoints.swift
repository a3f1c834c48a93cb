import Domain
import Store

/// How the work of the company stands.
enum ProgressEndpoints {
    static let all: [Endpoint] = [
        .get(
            "progress",
            "getProgress",
            "Open, overdue and done work, customers and revenue of each agent",
            filters: [
                .date("from", "First day of the period; absent is 30 days before its end"),
                .date("to", "The day after its last; absent is tomorrow"),
            ]
        ) { scope in
            let progress = try await scope.company.progress(from: scope.query.date("from"), to: scope.query.date("to"))
            return ProgressBody(progress, currency: try await scope.company.hostedCompany().currency)
        }
        .toleratingLag()
    ]
}

struct ProgressBody: Body {
    let from: CalendarDate
    let to: CalendarDate
    let agents: [ProgressRowBody]
    let unassigned: ProgressRowBody
    let total: ProgressRowBody

    init(_ progress: CompanyProgress, currency: Currency) {
        from = progress.from
        to = progress.to
        agents = progress.rows.map {
            ProgressRowBody($0.numbers, currency: currency, personID: $0.person, name: $0.name)
        }
        unassigned = ProgressRowBody(progress.unassigned, currency: currency)
        total = ProgressRowBody(progress.total, currency: currency)
    }

    static let example: ProgressBody = {
        var numbers = AgentProgress()
        numbers.open = 40
        numbers.done = 12
        numbers.customersByTier = ["A": 3]
        let row = CompanyProgress.Row(person: Examples.person, name: "王小明", numbers: numbers)
        let progress = CompanyProgress(
            from: Examples.day.adding(days: -29),
            to: Examples.day.adding(days: 1),
            rows: [row],
            unassigned: AgentProgress()
        )
        return ProgressBody(progress, currency: .cny)
    }()

    static let notes: [String: String] = [
        "from": "First day of the period",
        "to": "The day after its last",
        "agents": "Every active agent, and everybody else with a number; an agent sees the own row only",
        "unassigned": "What belongs to nobody: tasks, customers without an owner, interactions of programs",
    ].merging(
        ["agents", "unassigned", "total"].flatMap { path in
            numberNotes.map { ("\(path).\($0.key)", $0.value) }
        }
    ) { first, _ in first }

    private static let numberNotes = [
        "open_tasks": "Open now, whenever due",
        "done_tasks": "Completed in the period",
        "interactions": "Of the period",
        "customers": "Active customers owned now",
        "customers_without_tier": "Those who never ordered",
        "not_contacted": "Active customers not contacted for longer than their tier's cadence, or never",
        "revenue": "Orders of the period of the customers owned now, refunds subtracted",
    ]
}

struct ProgressRowBody: Encodable, Sendable {
    let personID: Person.ID?
    let name: String?
    let openTasks: Int
    let dueToday: Int
    let overdue: Int
    let doneTasks: Int
    let interactions: Int
    let customers: Int
    let customersByTier: [String: Int]
    let customersWithoutTier: Int
    let notContacted: Int
    let revenue: Money

    init(_ numbers: AgentProgress, currency: Currency, personID: Person.ID? = nil, name: String? = nil) {
        self.personID = personID
        self.name = name
        openTasks = numbers.open
        dueToday = numbers.dueToday
        overdue = numbers.overdue
        doneTasks = numbers.done
        interactions = numbers.interactions
        customers = numbers.customersByTier.values.reduce(numbers.customersWithoutTier, +)
        customersByTier = numbers.customersByTier
        customersWithoutTier = numbers.customersWithoutTier
        notContacted = numbers.notContacted
        revenue = Money(amountMinor: numbers.revenueMinor, currency: currency)
    }
}
