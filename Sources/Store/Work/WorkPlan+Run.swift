import Domain
import Postgres

/// What a planning of a company's work did.
public struct PlanningSummary: Sendable, Hashable, Codable {
    /// Visits planned.
    public let visits: Int
    /// Follow-ups of churn warnings planned.
    public let followUps: Int
    /// Customers who were given an owner.
    public let assigned: Int
    /// Customers with work for whom nobody is eligible.
    public let unassigned: Int
}

extension CompanyTransaction {
    /// Makes dated tasks of what the policy asks for: the next visit of every active customer whose tier has a cadence,
    /// and the follow-up of every open churn warning, once each. Customers with work but without an owner get one: the
    /// agent who carries least. Two plannings of one company follow one another, and the second finds nothing to do.
    ///
    /// - Parameter progress: told how many tasks are written, of how many.
    public func planWork(
        progress: (_ done: Int, _ total: Int) async throws -> Void = { _, _ in }
    ) async throws -> PlanningSummary {
        try await lockPlanning()
        try await cancelTasksOfClosedWarnings()
        try await cancelTasksOfArchivedCustomers()
        let language = try await companyLanguage()
        let followUps = try await missingFollowUps(language: language)
        let visits = try await missingVisits(plan: try await visitPlan(), language: language)
        let orphans = try await orphanedTasks()
        let planned = followUps + visits
        let owners = try await assignOwners(planned, orphans: orphans, language: language)
        var done = 0
        for batch in planned.batches(of: 5000) {
            try await insert(batch.map { AssignedTask(task: $0.task, assignee: $0.owner ?? owners[$0.task.customer]) })
            done += batch.count
            try await progress(done, planned.count)
        }
        try await followOwners()
        let ownerless = Set(planned.filter { $0.owner == nil }.map(\.task.customer) + orphans.map(\.customer))
        return PlanningSummary(
            visits: visits.count,
            followUps: followUps.count,
            assigned: owners.count,
            unassigned: ownerless.count - owners.count
        )
    }

    /// Open planned tasks of customers without an owner who still belongs to the company.
    private func orphanedTasks() async throws -> [(customer: Customer.ID, weight: Int)] {
        try await all(
            """
            select task.customer_id, sum(task.weight)::integer as weight
            from app.tasks as task
            join app.customers as customer on customer.company_id = \(company) and customer.id = task.customer_id
            left join app.memberships as member
                on member.company_id = \(company) and member.person_id = customer.owner_id and member.state = 'active'
            where task.company_id = \(company) and task.state = 'open' and task.kind <> 'manual'
                and member.person_id is null
            group by task.customer_id
            """
        ) { (customer: try $0.get("customer_id"), weight: try $0.get("weight")) }
    }

    /// Gives customers with work but without an owner to the agents who carry least, the heaviest first.
    private func assignOwners(
        _ planned: [OwnedTask],
        orphans: [(customer: Customer.ID, weight: Int)],
        language: Language
    ) async throws -> [Customer.ID: Person.ID] {
        var weights: [Customer.ID: Int] = [:]
        var owned: [Person.ID: Int] = [:]
        for orphan in orphans { weights[orphan.customer, default: 0] += orphan.weight }
        for item in planned {
            if let owner = item.owner {
                owned[owner, default: 0] += item.task.weight
            } else {
                weights[item.task.customer, default: 0] += item.task.weight
            }
        }
        guard !weights.isEmpty else { return [:] }
        var loads = AgentLoads(try await agents(adding: owned))
        var owners: [Customer.ID: Person.ID] = [:]
        for (customer, weight) in weights.sorted(by: { ($1.value, $0.key) < ($0.value, $1.key) }) {
            owners[customer] = loads.take(weight: weight)
        }
        let reason = language.text("Assigned to the agent with the least work", "按工作量最少分配")
        for batch in Array(owners).batches(of: 10_000) { try await give(batch, reason: reason) }
        return owners
    }

    /// The active agents with what they carry, and what is about to be added to it.
    private func agents(adding owned: [Person.ID: Int]) async throws -> [AgentLoads.Agent] {
        try await all(
            """
            select member.person_id, coalesce(member.task_capacity, settings.task_capacity) as capacity,
                coalesce(sum(task.weight), 0)::integer as load
            from app.memberships as member
            join app.company_settings as settings on settings.company_id = \(company)
            left join app.tasks as task
                on task.company_id = \(company) and task.assignee_id = member.person_id and task.state = 'open'
            where member.company_id = \(company) and member.role = 'agent' and member.state = 'active'
            group by member.person_id, member.task_capacity, settings.task_capacity
            """
        ) { row in
            let person = try row.get("person_id", as: Person.ID.self)
            let load = try row.get("load", as: Int.self) + owned[person, default: 0]
            return AgentLoads.Agent(person: person, load: load, capacity: try row.get("capacity"))
        }
    }

    private func give(_ owners: ArraySlice<(key: Customer.ID, value: Person.ID)>, reason: String) async throws {
        let customers = owners.map(\.key.uuid)
        let people = owners.map(\.value.uuid)
        try await execute(
            """
            update app.customers as customer set owner_id = given.owner_id
            from unnest(\(customers), \(people)) as given (customer_id, owner_id)
            where customer.company_id = \(company) and customer.id = given.customer_id
            """
        )
        try await execute(
            """
            insert into app.customer_owners (company_id, id, customer_id, owner_id, reason, changed_by)
            select \(company), given.id, given.customer_id, given.owner_id, \(reason), \(principal.person)
            from unnest(\(owners.map { _ in CustomerOwner.ID.make() }), \(customers), \(people))
                as given (id, customer_id, owner_id)
            returning id
            """
        )
    }
}
