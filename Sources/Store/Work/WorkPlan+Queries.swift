public import Domain
import Postgres

/// A planned task with who shall do it.
struct AssignedTask: Sendable {
    let task: PlannedTask
    let assignee: Person.ID?
}

/// A planned task with the owner of its customer.
struct OwnedTask: Sendable {
    let task: PlannedTask
    /// The agent responsible, if there is one who still belongs to the company.
    let owner: Person.ID?
}

extension CompanyTransaction {
    /// When visits fall due, as of today.
    func visitPlan() async throws -> VisitPlan {
        VisitPlan(today: try await companyDay(), workingDays: WorkingDays(try await settings().workingDays))
    }

    /// The language of what the company's people read.
    func companyLanguage() async throws -> Language {
        try await one("select locale from app.companies where id = \(company)") { try $0.get("locale") }
    }

    /// Visits that tiers ask for and nobody planned yet, of active customers.
    func missingVisits(plan: VisitPlan, language: Language) async throws -> [OwnedTask] {
        var visits: [OwnedTask] = []
        try await stream(
            """
            select score.customer_id, score.tier, score.visit_days, member.person_id as owner_id, contact.id as contact,
                (contact.happened_at at time zone hosted.time_zone)::date as contact_day
            from app.customer_scores as score
            join app.companies as hosted on hosted.id = \(company)
            join app.customers as customer
                on customer.company_id = \(company) and customer.id = score.customer_id and customer.state = 'active'
            left join app.memberships as member
                on member.company_id = \(company) and member.person_id = customer.owner_id and member.state = 'active'
            left join lateral (
                select interaction.id, interaction.happened_at from app.interactions as interaction
                where interaction.company_id = \(company) and interaction.customer_id = score.customer_id
                order by interaction.happened_at desc, interaction.id desc limit 1
            ) as contact on true
            where score.company_id = \(company) and score.visit_days is not null and not exists (
                select from app.tasks as planned
                where planned.company_id = \(company) and planned.customer_id = score.customer_id
                    and planned.kind = 'visit' and planned.state = 'open'
            )
            """
        ) { row in
            let interaction = try row.get("contact", as: Interaction.ID?.self)
            let day = try row.get("contact_day", as: CalendarDate?.self)
            let contact = interaction.flatMap { id in day.map { LastContact(interaction: id, day: $0) } }
            return OwnedTask(
                task: PlannedTask.visit(
                    try row.get("customer_id"),
                    tier: try row.get("tier"),
                    everyDays: try row.get("visit_days"),
                    after: contact,
                    plan: plan,
                    language: language
                ),
                owner: try row.get("owner_id")
            )
        } _: {
            visits.append($0)
        }
        return visits
    }

    /// Follow-ups of open churn warnings that nobody planned yet.
    func missingFollowUps(language: Language) async throws -> [OwnedTask] {
        try await all(
            """
            select \(ChurnWarning.columns), member.person_id as owner_id
            from app.churn_warnings as warning
            join app.customers as customer
                on customer.company_id = \(company) and customer.id = warning.customer_id and customer.state = 'active'
            left join app.memberships as member
                on member.company_id = \(company) and member.person_id = customer.owner_id and member.state = 'active'
            where warning.company_id = \(company) and warning.state = 'open' and not exists (
                select from app.tasks as planned
                where planned.company_id = \(company) and planned.origin = 'churn:' || warning.id::text
            )
            """
        ) { row in
            OwnedTask(task: .churn(try ChurnWarning(row: row), language: language), owner: try row.get("owner_id"))
        }
    }

    /// Keeps planned tasks; those planned before change nothing. Returns how many are new.
    @discardableResult
    func insert(_ tasks: some RandomAccessCollection<AssignedTask>) async throws -> Int {
        try await execute(
            """
            insert into app.tasks (
                company_id, id, customer_id, assignee_id, kind, title, detail, due_on, weight, origin, warning_id
            )
            select \(company), fresh.*
            from unnest(
                \(tasks.map { _ in WorkTask.ID.make() }),
                \(tasks.map(\.task.customer.uuid)), \(tasks.map { $0.assignee?.uuid }), \(tasks.map(\.task.kind)),
                \(tasks.map(\.task.title)), \(tasks.map(\.task.detail)), \(tasks.map(\.task.dueOn)),
                \(tasks.map { Int32($0.task.weight) }), \(tasks.map(\.task.origin)),
                \(tasks.map { $0.task.warning?.uuid })
            ) as fresh
            on conflict do nothing
            """
        )
    }

    /// Closes the tasks of churn warnings that are closed: the customer came back, or nobody waits any more.
    func cancelTasksOfClosedWarnings() async throws {
        try await execute(
            """
            update app.tasks as task set state = 'cancelled', completed_at = now()
            from app.churn_warnings as warning
            where task.company_id = \(company) and task.kind = 'churn' and task.state = 'open'
                and warning.company_id = \(company) and warning.id = task.warning_id and warning.state <> 'open'
            """
        )
    }

    /// Lets the planned work of these customers follow them, without waiting for the next planning.
    public func followCustomers(_ customers: [Customer.ID]) async throws {
        try await lockPlanning()
        try await cancelTasksOfArchivedCustomers(among: customers)
        try await followOwners(of: customers)
    }

    /// Closes planned tasks of customers whom the company no longer serves: of all, where none are named.
    func cancelTasksOfArchivedCustomers(among customers: [Customer.ID]? = nil) async throws {
        try await execute(
            """
            update app.tasks as task set state = 'cancelled', completed_at = now()
            from app.customers as customer
            where task.company_id = \(company) and task.kind <> 'manual' and task.state = 'open'
                and customer.company_id = \(company) and customer.id = task.customer_id
                and customer.state = 'archived' \(among(customers))
            """
        )
    }

    /// Gives planned tasks to the owner of their customer, where that changed: of all, where none are named.
    func followOwners(of customers: [Customer.ID]? = nil) async throws {
        try await execute(
            """
            update app.tasks as task set assignee_id = customer.owner_id
            from app.customers as customer
            join app.memberships as member
                on member.company_id = \(company) and member.person_id = customer.owner_id and member.state = 'active'
            where task.company_id = \(company) and task.kind <> 'manual' and task.state = 'open'
                and customer.company_id = \(company) and customer.id = task.customer_id
                and task.assignee_id is distinct from customer.owner_id \(among(customers))
            """
        )
    }

    private func among(_ customers: [Customer.ID]?) -> SQL {
        customers.map { " and task.customer_id = any(\($0))" } ?? .empty
    }
}
