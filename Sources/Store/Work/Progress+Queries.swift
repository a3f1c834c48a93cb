public import Domain
import Postgres

extension CompanyTransaction {
    /// How the work of the company stands, per person: open work today, what was done in a period of days of the
    /// company's time zone, and the customers owned now. An agent sees the own row only.
    ///
    /// - Parameters:
    ///   - from: first day; nil is 30 days before `to`.
    ///   - to: the day after the last; nil is tomorrow.
    public func progress(from: CalendarDate?, to: CalendarDate?) async throws -> CompanyProgress {
        let to = if let to { to } else { try await companyDay().adding(days: 1) }
        let from = from ?? to.adding(days: -30)
        guard (1...3660).contains(from.days(until: to)) else { throw PeriodError.length }
        var numbers: [Person.ID?: AgentProgress] = [:]
        try await addOpenTasks(&numbers)
        try await addDoneTasks(&numbers, from, to)
        try await addInteractions(&numbers, from, to)
        try await addCustomers(&numbers)
        try await addNotContacted(&numbers)
        try await addRevenue(&numbers, from, to)
        let members = try await progressMembers()
        let rows = members.compactMap { member in
            let own = numbers[member.person]
            return own != nil || member.isAgent
                ? CompanyProgress.Row(person: member.person, name: member.name, numbers: own ?? AgentProgress()) : nil
        }
        return CompanyProgress(from: from, to: to, rows: rows, unassigned: numbers[nil] ?? AgentProgress())
    }

    private func progressMembers() async throws -> [(person: Person.ID, name: String, isAgent: Bool)] {
        var own: SQL = .empty
        if principal.visibility == .own { own = " and person_id = \(principal.person)" }
        return try await all(
            """
            select person_id, name, role = 'agent' and state = 'active' as is_agent from app.memberships
            where company_id = \(company)\(own) order by name, person_id
            """
        ) { (person: try $0.get("person_id"), name: try $0.get("name"), isAgent: try $0.get("is_agent")) }
    }

    private func addOpenTasks(_ numbers: inout [Person.ID?: AgentProgress]) async throws {
        let rows = try await all(
            """
            select task.assignee_id, count(*) as open, count(*) filter (where task.due_on = clock.today) as due_today,
                count(*) filter (where task.due_on < clock.today) as overdue
            from app.tasks as task
            cross join (
                select (now() at time zone time_zone)::date as today from app.companies where id = \(company)
            ) as clock
            where task.company_id = \(company) and task.state = 'open'
            group by task.assignee_id
            """
        ) { row in
            (
                person: try row.get("assignee_id", as: Person.ID?.self),
                open: try row.get("open", as: Int.self),
                dueToday: try row.get("due_today", as: Int.self),
                overdue: try row.get("overdue", as: Int.self)
            )
        }
        for row in rows {
            numbers[row.person, default: AgentProgress()].open = row.open
            numbers[row.person, default: AgentProgress()].dueToday = row.dueToday
            numbers[row.person, default: AgentProgress()].overdue = row.overdue
        }
    }

    private func addDoneTasks(
        _ numbers: inout [Person.ID?: AgentProgress],
        _ from: CalendarDate,
        _ to: CalendarDate
    ) async throws {
        let rows = try await all(
            """
            select task.completed_by as person_id, count(*)::bigint as number
            from app.tasks as task join app.companies as hosted on hosted.id = \(company)
            where task.company_id = \(company) and task.state = 'done'
                and task.completed_at >= \(from)::timestamp at time zone hosted.time_zone
                and task.completed_at < \(to)::timestamp at time zone hosted.time_zone
            group by task.completed_by
            """,
            PersonNumber.init(row:)
        )
        for row in rows { numbers[row.person, default: AgentProgress()].done = Int(row.number) }
    }

    private func addInteractions(
        _ numbers: inout [Person.ID?: AgentProgress],
        _ from: CalendarDate,
        _ to: CalendarDate
    ) async throws {
        var own: SQL = .empty
        if principal.visibility == .own { own = " and interaction.person_id = \(principal.person)" }
        let rows = try await all(
            """
            select interaction.person_id, count(*)::bigint as number
            from app.interactions as interaction join app.companies as hosted on hosted.id = \(company)
            where interaction.company_id = \(company)\(own)
                and interaction.happened_at >= \(from)::timestamp at time zone hosted.time_zone
                and interaction.happened_at < \(to)::timestamp at time zone hosted.time_zone
            group by interaction.person_id
            """,
            PersonNumber.init(row:)
        )
        for row in rows { numbers[row.person, default: AgentProgress()].interactions = Int(row.number) }
    }

    // The tier is looked up, not joined: where the planner takes a company for small it would ask the policy of the scores,
    // which looks up the customer, once for each pair.
    private func addCustomers(_ numbers: inout [Person.ID?: AgentProgress]) async throws {
        let rows = try await all(
            """
            select placed.person_id, placed.tier, count(*)::bigint as number
            from (
                select customer.owner_id as person_id, (
                    select score.tier from app.customer_scores as score
                    where score.company_id = \(company) and score.customer_id = customer.id
                ) as tier
                from app.customers as customer
                where customer.company_id = \(company) and customer.state = 'active'
            ) as placed
            group by placed.person_id, placed.tier
            """
        ) { (number: try PersonNumber(row: $0), tier: try $0.get("tier", as: String?.self)) }
        for (row, tier) in rows {
            if let tier {
                numbers[row.person, default: AgentProgress()].customersByTier[tier] = Int(row.number)
            } else {
                numbers[row.person, default: AgentProgress()].customersWithoutTier = Int(row.number)
            }
        }
    }

    private func addNotContacted(_ numbers: inout [Person.ID?: AgentProgress]) async throws {
        let rows = try await all(
            """
            select visited.owner_id as person_id, count(*)::bigint as number
            from (
                select customer.id, customer.owner_id, (
                    select score.visit_days from app.customer_scores as score
                    where score.company_id = \(company) and score.customer_id = customer.id
                ) as visit_days
                from app.customers as customer
                where customer.company_id = \(company) and customer.state = 'active'
            ) as visited
            join app.companies as hosted on hosted.id = \(company)
            left join (
                select customer_id, max(happened_at) as happened_at from app.interactions
                where company_id = \(company) group by customer_id
            ) as contact on contact.customer_id = visited.id
            where visited.visit_days is not null and (
                contact.happened_at is null
                or (contact.happened_at at time zone hosted.time_zone)::date + visited.visit_days
                    < (now() at time zone hosted.time_zone)::date
            )
            group by visited.owner_id
            """,
            PersonNumber.init(row:)
        )
        for row in rows { numbers[row.person, default: AgentProgress()].notContacted = Int(row.number) }
    }

    private func addRevenue(
        _ numbers: inout [Person.ID?: AgentProgress],
        _ from: CalendarDate,
        _ to: CalendarDate
    ) async throws {
        let rows = try await all(
            """
            select customer.owner_id as person_id,
                greatest(least(sum(bought.amount_minor), \(Int64.max)), \(Int64.min))::bigint as number
            from app.orders as bought
            join app.customers as customer on customer.company_id = \(company) and customer.id = bought.customer_id
            where bought.company_id = \(company) and bought.ordered_on >= \(from) and bought.ordered_on < \(to)
            group by customer.owner_id
            """,
            PersonNumber.init(row:)
        )
        for row in rows { numbers[row.person, default: AgentProgress()].revenueMinor = row.number }
    }
}

private struct PersonNumber {
    let person: Person.ID?
    let number: Int64

    init(row: Row) throws {
        person = try row.get("person_id")
        number = try row.get("number")
    }
}
