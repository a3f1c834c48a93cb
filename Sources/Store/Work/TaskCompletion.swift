public import Domain
public import FoundationEssentials
import Postgres

/// What came of completing a task.
public struct TaskCompletion: Sendable, Hashable {
    /// The task, done.
    public let task: CustomerTask
    /// What happened with the customer.
    public let interaction: Interaction.ID
    /// The next visit, where the customer's tier asks for visits and none is planned already.
    public let next: CustomerTask?
}

extension CompanyTransaction {
    /// Completes an open task with what happened: records the interaction, closes the task and plans the next visit, or
    /// moves the one that is planned. Nil where there is no such task.
    ///
    /// Throws ``TaskError/closed`` the second time, ``TaskError/happensInTheFuture`` for a time to come.
    public func completeTask(
        _ id: WorkTask.ID,
        with draft: InteractionDraft,
        happenedAt: Date?
    ) async throws -> TaskCompletion? {
        guard var task = try await lockedTask(id) else { return nil }
        try task.complete()
        let (instant, day) = try await companyTime(of: happenedAt)
        let interaction = try await insertInteraction(draft, with: task.customer, happenedAt: instant)
        try await execute(
            """
            update app.tasks
            set state = \(task.state), completed_at = now(), completed_by = \(principal.person),
                interaction_id = \(interaction.id)
            where company_id = \(company) and id = \(id)
            """
        )
        let next = try await planNextVisit(of: task, after: LastContact(interaction: interaction.id, day: day))
        guard let done = try await self.task(id) else { return nil }
        return TaskCompletion(task: done, interaction: interaction.id, next: try await next.asyncMap(self.task))
    }

    /// A time in the past, now where nil, and its day in the company's time zone.
    private func companyTime(of instant: Date?) async throws -> (instant: Date, day: CalendarDate) {
        let time = try await one(
            """
            select coalesce(\(instant), now()) as instant, \(instant) > now() + interval '1 minute' as future,
                (coalesce(\(instant), now()) at time zone time_zone)::date as day
            from app.companies where id = \(company)
            """
        ) { row in
            (
                instant: try row.get("instant", as: Date.self),
                isFuture: try row.get("future", as: Bool?.self) ?? false,
                day: try row.get("day", as: CalendarDate.self)
            )
        }
        guard !time.isFuture else { throw TaskError.happensInTheFuture }
        return (time.instant, time.day)
    }

    private func planNextVisit(of task: WorkTask, after contact: LastContact) async throws -> WorkTask.ID? {
        let cadence = try await first(
            """
            select score.tier, score.visit_days, customer.owner_id
            from app.customer_scores as score
            join app.customers as customer on customer.company_id = \(company) and customer.id = score.customer_id
            where score.company_id = \(company) and score.customer_id = \(task.customer)
                and score.visit_days is not null and customer.state = 'active'
            """
        ) { row in
            (
                tier: try row.get("tier", as: String.self),
                visitDays: try row.get("visit_days", as: Int.self),
                owner: try row.get("owner_id", as: Person.ID?.self)
            )
        }
        guard let cadence else { return nil }
        let visit = PlannedTask.visit(
            task.customer,
            tier: cadence.tier,
            everyDays: cadence.visitDays,
            after: contact,
            plan: try await visitPlan(),
            language: try await companyLanguage()
        )
        if let planned = try await moveVisit(of: task.customer, to: visit) { return planned }
        try await insert([AssignedTask(task: visit, assignee: cadence.owner ?? task.assignee)])
        return try await first(
            "select id from app.tasks where company_id = \(company) and origin = \(visit.origin)"
        ) { try $0.get("id") }
    }

    /// Moves the visit that is planned already to where the newest contact puts it, never forward.
    private func moveVisit(of customer: Customer.ID, to visit: PlannedTask) async throws -> WorkTask.ID? {
        try await first(
            """
            update app.tasks set due_on = greatest(due_on, \(visit.dueOn)), detail = \(visit.detail)
            where company_id = \(company) and customer_id = \(customer) and kind = 'visit' and state = 'open'
            returning id
            """
        ) { try $0.get("id") }
    }
}

extension Optional {
    fileprivate func asyncMap<Result>(_ transform: (Wrapped) async throws -> Result?) async rethrows -> Result? {
        guard let self else { return nil }
        return try await transform(self)
    }
}
