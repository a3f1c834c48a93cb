import Domain
import Hummingbird
import Store

/// Dated work.
enum TaskEndpoints {
    static let all: [Endpoint] = [
        .list("tasks", "listTasks", "Tasks by due day", filters: filters) { scope in
            let slice = try scope.slice(after: TaskKey.self)
            let rows = try await scope.company.tasks(TaskFilter(scope.query), after: slice.after, limit: slice.fetch)
            return try scope.page(rows, slice, key: { TaskKey($0.task) }) { TaskBody($0) }
        },
        .get("tasks/:id", "getTask", "One task") { scope in
            try await scope.company.task(scope.id()).map(TaskBody.init)
        },
        .post("tasks", "createTask", "Plan a task by hand") { (input: NewTask, scope) in
            try await TaskBody(scope.company.insertTask(input.draft))
        },
        .bulk("tasks/bulk", "createTasks", "Plan many tasks at once by hand") { (input: NewTask, scope) in
            try await TaskBody(scope.company.insertTask(input.draft))
        },
        .patch("tasks/:id", "changeTask", "Change an open task, or give it to somebody else") {
            (input: TaskPatch, scope) in
            try await scope.company.changeTask(scope.id(), expecting: try scope.version) { try input.apply(to: &$0) }
                .map(TaskBody.init)
        },
        .post("tasks/:id/completion", "completeTask", "Complete a task with what happened") {
            (input: TaskCompletionInput, scope) in
            try await scope.company.completeTask(scope.id(), with: input.draft, happenedAt: input.happenedAt)
                .map(TaskCompletionBody.init)
        },
        .post("tasks/:id/cancellation", "cancelTask", "Close a task that is no longer needed", status: .ok) { scope in
            try await scope.company.cancelTask(scope.id()).map(TaskBody.init)
        },
    ]

    private static let filters: [Filter] = [
        .choice("state", WorkTask.State.self, "Only this state; open where absent"),
        .id("assignee_id", "Only this person's"),
        .flag("unassigned", "Only those of nobody"),
        .id("customer_id", "Only those about this customer"),
        .choice("kind", WorkTask.Kind.self, "Only this kind"),
        .date("due_before", "Only those due before this day"),
    ]
}

extension TaskFilter {
    fileprivate init(_ query: Query) {
        self.init()
        state = query.choice("state") ?? .open
        assignee = query.id("assignee_id")
        isUnassigned = query.flag("unassigned") ?? false
        customer = query.id("customer_id")
        kind = query.choice("kind")
        dueBefore = query.date("due_before")
    }
}
