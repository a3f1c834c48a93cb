public import Domain
import Postgres

/// A task as a person plans it by hand.
public struct TaskDraft: Sendable, Hashable {
    /// Whom it is about.
    public let customer: Customer.ID
    /// Who shall do it; nil gives it to the customer's owner, or to nobody.
    public let assignee: Person.ID?
    /// One line, see `WorkTask.titleLength`.
    public let title: String
    /// Why, see `WorkTask.detailLength`.
    public let detail: String?
    /// Day of the company's time zone.
    public let dueOn: CalendarDate
    /// Share of an agent's load; nil takes that of a manual task.
    public let weight: Int?

    /// A draft.
    public init(
        customer: Customer.ID,
        assignee: Person.ID?,
        title: String,
        detail: String?,
        dueOn: CalendarDate,
        weight: Int?
    ) {
        self.customer = customer
        self.assignee = assignee
        self.title = title
        self.detail = detail
        self.dueOn = dueOn
        self.weight = weight
    }
}

extension CompanyTransaction {
    /// Plans a task by hand. An agent's own tasks are theirs.
    ///
    /// Throws ``TaskError`` where the customer is unknown or the assignee is not eligible.
    public func insertTask(_ draft: TaskDraft) async throws -> CustomerTask {
        let owner = try await first(
            "select owner_id from app.customers where company_id = \(company) and id = \(draft.customer)"
        ) { try $0.get("owner_id", as: Person.ID?.self) }
        guard let owner else { throw TaskError.unknownCustomer }
        let mine = principal.role == .agent ? principal.person : nil
        let assignee = draft.assignee ?? mine ?? owner
        if let assignee { try await requireEligible(assignee) }
        let id = WorkTask.ID.make()
        try await execute(
            """
            insert into app.tasks (
                company_id, id, customer_id, assignee_id, kind, title, detail, due_on, weight, created_by
            )
            values (
                \(company), \(id), \(draft.customer), \(assignee), \(WorkTask.Kind.manual), \(draft.title),
                \(draft.detail), \(draft.dueOn), \(Int32(draft.weight ?? TaskWeight.manual)), \(principal.person)
            )
            """
        )
        guard let task = try await task(id) else { throw TaskError.assigneeNotEligible }
        return task
    }

    /// Changes an open task that is still at the version the caller read. Nil where there is no such task.
    public func changeTask(
        _ id: WorkTask.ID,
        expecting version: Int64,
        _ change: (inout WorkTask) throws -> Void
    ) async throws -> CustomerTask? {
        guard let old = try await lockedTask(id) else { return nil }
        guard old.version == version else { throw TaskError.stale }
        try old.change()
        var new = old
        try change(&new)
        if let assignee = new.assignee, assignee != old.assignee { try await requireEligible(assignee) }
        try await execute(
            """
            update app.tasks
            set title = \(new.title), detail = \(new.detail), due_on = \(new.dueOn), assignee_id = \(new.assignee),
                state = \(new.state),
                completed_at = case when \(new.state == .open) then null else now() end,
                completed_by = case when \(new.state == .open) then null else \(principal.person)::uuid end
            where company_id = \(company) and id = \(id)
            """
        )
        return try await task(id)
    }

    /// Closes an open task that is no longer needed. Nil where there is no such task.
    public func cancelTask(_ id: WorkTask.ID) async throws -> CustomerTask? {
        guard let task = try await lockedTask(id) else { return nil }
        return try await changeTask(id, expecting: task.version) { try $0.cancel() }
    }

    /// Refuses an assignee who is no active member that does tasks. Who sees the own rows only gives tasks to
    /// nobody else.
    private func requireEligible(_ person: Person.ID) async throws {
        let isOthers = principal.visibility == .own && person != principal.person
        let eligible = try await one(
            """
            select exists (
                select from app.memberships
                where company_id = \(company) and person_id = \(person) and state = 'active'
                    and role in ('owner', 'manager', 'agent')
            ) as eligible
            """
        ) { try $0.get("eligible", as: Bool.self) }
        guard eligible, Rule.givesTasksToNobodyElse.holds(!isOthers) else { throw TaskError.assigneeNotEligible }
    }
}
