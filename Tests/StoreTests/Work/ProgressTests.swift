import Domain
import Store
import TestSupport
import Testing

@Suite(.database) struct ProgressTests {
    /// A company west of the date line's busiest hours, with work done and to do.
    private func busyCompany() async throws -> StaffedCompany {
        let company = try await Factory.company(timeZone: "Pacific/Auckland")
        try PurchaseFile.cdnow(into: company.id)
        try PurchaseFile.customer(of: company.id, code: "never", days: [])
        let day = try CalendarDate.day("1998-06-30")
        _ = try await testDatabase.worker.withCompany(company.id, as: .worker) {
            _ = try await $0.scoreCustomers(asOf: day)
            _ = try await $0.planWork()
        }
        let mine = try await database.withCompany(company.id, as: company.agent) {
            try await $0.tasks(TaskFilter(), after: nil, limit: 5)
        }
        for item in mine {
            _ = try await database.withCompany(company.id, as: company.agent) {
                try await $0.completeTask(
                    item.task.id,
                    with: InteractionDraft(kind: .visit, summary: "Met"),
                    happenedAt: nil
                )
            }
        }
        _ = try PurchaseFile.answer(
            """
            update app.tasks set due_on = (now() at time zone 'Pacific/Auckland')::date - 2
            where company_id = '\(company.id)' and state = 'open' and kind = 'churn'
            """
        )
        return company
    }

    @Test func `every number is the one that plain SQL gives`() async throws {
        let company = try await busyCompany()
        let from = try CalendarDate.day("1997-01-01"), to = try CalendarDate.day("2100-01-01")

        // The longest period a report may have ends today; the revenue of 1997 has a report of its own.
        let recent = try await database.withCompany(company.id, as: company.manager) {
            try await $0.progress(from: nil, to: nil)
        }
        let history = try await database.withCompany(company.id, as: company.manager) {
            try await $0.progress(from: from, to: from.adding(days: 400))
        }

        for row in recent.rows where row.person != company.manager.person {
            try check(row.numbers, of: "= '\(row.person)'", in: company)
        }
        try check(recent.unassigned, of: "is null", in: company)
        #expect(recent.rows.count == 2)
        #expect(recent.total.customersByTier.values.reduce(0, +) == 2357)
        #expect(recent.total.customersWithoutTier == 1)
        #expect(recent.total.done == 5)
        #expect(recent.total.notContacted == 2352)
        let revenue = try PurchaseFile.answer(
            """
            select sum(amount_minor) from app.orders where company_id = '\(company.id)'
                and ordered_on >= '\(from)' and ordered_on < '\(from.adding(days: 400))'
            """
        )
        #expect("\(history.total.revenueMinor)" == revenue)
        await #expect(throws: PeriodError.length) {
            try await database.withCompany(company.id, as: company.manager) {
                try await $0.progress(from: from, to: to)
            }
        }
    }

    private func check(_ numbers: AgentProgress, of whom: String, in company: StaffedCompany) throws {
        let scope = "company_id = '\(company.id)'"
        let today = "(now() at time zone 'Pacific/Auckland')::date"
        func count(_ sql: String) throws -> Int { Int(try PurchaseFile.answer("select count(*) from \(sql)")) ?? -1 }
        let open = "app.tasks where \(scope) and state = 'open' and assignee_id \(whom)"
        #expect(numbers.open == (try count(open)))
        #expect(numbers.overdue == (try count("\(open) and due_on < \(today)")))
        #expect(numbers.dueToday == (try count("\(open) and due_on = \(today)")))
        #expect(numbers.done == (try count("app.tasks where \(scope) and state = 'done' and completed_by \(whom)")))
        #expect(numbers.interactions == (try count("app.interactions where \(scope) and person_id \(whom)")))
        let owned = "app.customers as c left join app.customer_scores as s using (company_id) "
        for (tier, customers) in numbers.customersByTier {
            let counted = try count(
                "\(owned) where company_id = '\(company.id)' and s.customer_id = c.id and s.tier = '\(tier)' and c.owner_id \(whom)"
            )
            #expect(customers == counted)
        }
    }

    @Test func `revenue that no amount can hold stays at the largest there is`() async throws {
        let company = try await Factory.company()
        let day = try CalendarDate.day("2026-01-05")
        for owner in [company.agent.person, nil] {
            try PurchaseFile.customer(
                of: company.id,
                code: owner == nil ? "free" : "owned",
                days: [day, day],
                amountMinor: .max,
                owner: owner
            )
        }

        let progress = try await database.withCompany(company.id, as: company.manager) {
            try await $0.progress(from: day, to: day.adding(days: 1))
        }

        #expect(progress.unassigned.revenueMinor == .max)
        #expect(progress.total.revenueMinor == .max)
    }

    @Test func `an agent sees the own row only`() async throws {
        let company = try await busyCompany()

        let (own, all) = (
            try await database.withCompany(company.id, as: company.agent) { try await $0.progress(from: nil, to: nil) },
            try await database.withCompany(company.id, as: company.manager) {
                try await $0.progress(from: nil, to: nil)
            }
        )

        #expect(own.rows == all.rows.filter { $0.person == company.agent.person })
        #expect(own.unassigned == AgentProgress())
    }

    @Test func `another company's numbers are not in it`() async throws {
        let company = try await busyCompany(), other = try await Factory.company()

        let theirs = try await database.withCompany(other.id, as: other.manager) {
            try await $0.progress(from: nil, to: nil)
        }

        #expect(theirs.total == AgentProgress())
        #expect(Set(theirs.rows.map(\.person)).isDisjoint(with: [try #require(company.agent.person)]))
    }
}
