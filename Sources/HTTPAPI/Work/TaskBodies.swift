import Domain
import FoundationEssentials
import Store

struct TaskBody: Body {
    let id: WorkTask.ID
    let customer: CustomerReference
    let assigneeID: Person.ID?
    let kind: WorkTask.Kind
    let title: String
    let detail: String?
    let dueOn: CalendarDate
    let weight: Int
    let state: WorkTask.State
    let tier: String?
    let closedAt: Date?
    let version: Int64

    init(_ item: CustomerTask) {
        id = item.task.id
        customer = CustomerReference(id: item.task.customer, name: item.customerName)
        assigneeID = item.task.assignee
        kind = item.task.kind
        title = item.task.title
        detail = item.task.detail
        dueOn = item.task.dueOn
        weight = item.task.weight
        state = item.task.state
        tier = item.tier
        closedAt = item.task.closedAt
        version = item.task.version
    }

    var entityVersion: Int64? { version }
    var location: String? { "tasks/\(id)" }

    static let example = TaskBody(.example)
    static let notes = [
        "customer.name": "Absent where the reader has the task but may not see the customer",
        "assignee_id": "Who shall do it; absent while nobody is eligible",
        "kind": "visit comes from the tier's cadence, churn from a warning, manual from a person",
        "title": "In the company's language",
        "detail": "Why, with the numbers",
        "due_on": "Day of the company's time zone",
        "weight": "Share of an agent's load",
        "tier": "The customer's tier; absent before the first scoring and without orders",
        "closed_at": "Absent while open",
    ]
}

extension CustomerTask {
    static let example = CustomerTask(
        task: WorkTask(
            id: Examples.id(22),
            customer: Examples.id(5),
            assignee: Examples.person,
            kind: .visit,
            title: "Visit: tier A customer",
            detail: "Tier A deserves a contact every 14 days; the last was on 2026-11-08.",
            dueOn: Examples.day,
            weight: 3,
            state: .open,
            closedAt: Examples.instant,
            version: 1
        ),
        customerName: "张伟",
        tier: "A"
    )
}

struct NewTask: Described {
    let customerID: Customer.ID
    let assigneeID: Person.ID?
    let title: String
    let detail: String?
    let dueOn: CalendarDate
    let weight: Int?

    var draft: TaskDraft {
        TaskDraft(
            customer: customerID,
            assignee: assigneeID,
            title: title,
            detail: detail,
            dueOn: dueOn,
            weight: weight
        )
    }

    static let fields: [Field<Self>] = [
        .id("customer_id", \.customerID, "Whom it is about"),
        .id("assignee_id", \.assigneeID, "Who shall do it; absent is the acting agent, else the customer's owner"),
        .text("title", \.title, WorkTask.titleLength, "One line shown in lists"),
        .text("detail", \.detail, WorkTask.detailLength, "Why"),
        .date("due_on", \.dueOn, "Day of the company's time zone"),
        .integer("weight", \.weight, WorkTask.weightRange.wire, "Share of an agent's load; absent is 1"),
    ]
}

struct TaskPatch: Described {
    let title: String?
    let detail: Change<String>
    let dueOn: CalendarDate?
    let assigneeID: Change<Person.ID>

    func apply(to task: inout WorkTask) throws {
        if let title { task.title = title }
        task.detail = detail.applied(to: task.detail)
        if let dueOn { task.dueOn = dueOn }
        switch assigneeID {
        case .keep: break
        case .clear: try task.assign(to: nil)
        case .set(let person): try task.assign(to: person)
        }
    }

    static let fields: [Field<Self>] = [
        .text("title", \.title, WorkTask.titleLength, "One line shown in lists"),
        .text("detail", \.detail, WorkTask.detailLength, "Why"),
        .date("due_on", \.dueOn, "Day of the company's time zone"),
        .id("assignee_id", \.assigneeID, "Who shall do it"),
    ]
}

struct TaskCompletionInput: Described {
    let kind: Interaction.Kind
    let direction: Interaction.Direction?
    let summary: String
    let askedFor: String?
    let promised: String?
    let happenedAt: Date?

    var draft: InteractionDraft {
        InteractionDraft(
            kind: kind,
            direction: direction ?? .outbound,
            summary: summary,
            askedFor: askedFor,
            promised: promised
        )
    }

    static let fields: [Field<Self>] = [
        .choice("kind", \.kind, "How you met"),
        .choice("direction", \.direction, "Who began; outbound where absent"),
        .text("summary", \.summary, Interaction.summaryLength, "What happened"),
        .text("asked_for", \.askedFor, Interaction.noteLength, "What the customer asked for"),
        .text("promised", \.promised, Interaction.noteLength, "What was promised"),
        .timestamp("happened_at", \.happenedAt, "When it happened; now where absent"),
    ]
}

struct TaskCompletionBody: Body {
    let task: TaskBody
    let interactionID: Interaction.ID
    let nextTask: TaskBody?

    init(_ completion: TaskCompletion) {
        task = TaskBody(completion.task)
        interactionID = completion.interaction
        nextTask = completion.next.map(TaskBody.init)
    }

    private init(task: TaskBody, interactionID: Interaction.ID, nextTask: TaskBody) {
        self.task = task
        self.interactionID = interactionID
        self.nextTask = nextTask
    }

    var location: String? { "tasks/\(task.id)" }

    static let example = TaskCompletionBody(task: .example, interactionID: Examples.id(6), nextTask: .example)
    static let notes = [
        "interaction_id": "What happened, as it was recorded",
        "next_task": "The next visit; absent where the customer's tier asks for none",
    ]
}
