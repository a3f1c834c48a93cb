import Domain
import Store
import TestSupport
import Testing

@Suite(.database) struct WorkPlanTests {
    private func plan(_ company: StaffedCompany) async throws -> PlanningSummary {
        try await testDatabase.worker.withCompany(company.id, as: .worker) { try await $0.planWork() }
    }

    private func scoredShop(_ company: StaffedCompany) async throws {
        try PurchaseFile.cdnow(into: company.id)
        let day = try CalendarDate.day("1998-06-30")
        _ = try await testDatabase.worker.withCompany(company.id, as: .worker) {
            try await $0.scoreCustomers(asOf: day)
        }
    }

    private func answer(_ sql: String) throws -> String { try PurchaseFile.answer(sql) }

    @Test func `policy becomes work once, however often it is planned`() async throws {
        let company = try await Factory.company(), other = try await Factory.company()
        try await scoredShop(company)

        let first = try await plan(company)
        let again = try await plan(company)

        #expect(first.visits == 2357)
        #expect(first.followUps > 100)
        #expect(first.assigned == 2357)
        #expect(first.unassigned == 0)
        #expect((again.visits, again.followUps, again.assigned, again.unassigned) == (0, 0, 0, 0))
        let tasks = "from app.tasks where company_id = '\(company.id)'"
        #expect(try answer("select count(*) \(tasks) and kind = 'visit'") == "2357")
        #expect(try answer("select count(*) \(tasks) and kind = 'churn'") == "\(first.followUps)")
        #expect(try answer("select count(*) \(tasks) and assignee_id is null") == "0")
        #expect(try answer("select count(*) from app.tasks where company_id = '\(other.id)'") == "0")
    }

    @Test func `two plannings at once create nothing twice`() async throws {
        let company = try await Factory.company()
        try await scoredShop(company)

        async let first = plan(company)
        async let second = plan(company)

        #expect(try await [first.visits, second.visits].sorted() == [0, 2357])
        #expect(try answer("select count(*) from app.customer_owners where company_id = '\(company.id)'") == "2357")
    }

    @Test func `customers without an owner are shared out by weight, with the reason in the history`() async throws {
        let company = try await Factory.company()
        try await scoredShop(company)

        _ = try await plan(company)

        let loads = try answer(
            "select sum(weight) from app.tasks where company_id = '\(company.id)' group by assignee_id order by 1"
        ).split(separator: "\n").compactMap { Int($0) }
        #expect(loads.count == 2)
        #expect((loads.last ?? 0) - (loads.first ?? 0) <= 5)
        #expect(
            try answer(
                """
                select count(*) from app.tasks as task join app.customers as customer
                    on customer.company_id = task.company_id and customer.id = task.customer_id
                where task.company_id = '\(company.id)' and task.assignee_id is distinct from customer.owner_id
                """
            ) == "0"
        )
        #expect(
            try answer("select distinct reason from app.customer_owners where company_id = '\(company.id)'")
                == "Assigned to the agent with the least work"
        )
    }

    @Test func `visits are spread over the cadence and never planned into the past`() async throws {
        let company = try await Factory.company()
        try await scoredShop(company)

        _ = try await plan(company)

        let busiest = try answer(
            """
            select max(number) from (
                select count(*) as number from app.tasks
                where company_id = '\(company.id)' and kind = 'visit' group by due_on
            ) as days
            """
        )
        #expect(try #require(Int(busiest)) < 250)
        #expect(
            try answer(
                "select count(*) from app.tasks where company_id = '\(company.id)' and due_on < current_date - 1"
            ) == "0"
        )
    }

    @Test func `an owner keeps the customers, and full agents are passed over`() async throws {
        let company = try await Factory.company()
        let day = try CalendarDate.day("2026-01-05")
        let owned = try PurchaseFile.customer(of: company.id, code: "o", days: [day], owner: company.agent.person)
        for number in 1...6 { try PurchaseFile.customer(of: company.id, code: "\(number)", days: [day]) }
        _ = try answer(
            """
            update app.memberships set task_capacity = 0
            where company_id = '\(company.id)' and person_id = '\(try #require(company.agent.person))'
            """
        )
        _ = try answer(
            """
            update app.memberships set task_capacity = 2
            where company_id = '\(company.id)' and person_id = '\(try #require(company.colleague.person))'
            """
        )
        _ = try await testDatabase.worker.withCompany(company.id, as: .worker) { try await $0.scoreCustomers() }

        let summary = try await plan(company)

        #expect(summary.visits == 7)
        #expect(summary.assigned == 2)
        #expect(summary.unassigned == 4)
        var filter = TaskFilter()
        filter.customer = owned
        let ofOwned = filter
        let tasks = try await database.withCompany(company.id, as: company.manager) {
            try await $0.tasks(ofOwned, after: nil, limit: 10)
        }
        #expect(tasks.map(\.task.assignee) == [company.agent.person])
    }

    @Test func `work follows a new owner, and finds one when somebody leaves`() async throws {
        let company = try await Factory.company()
        let day = try CalendarDate.day("2026-01-05")
        let customer = try PurchaseFile.customer(of: company.id, code: "c", days: [day], owner: company.agent.person)
        _ = try await testDatabase.worker.withCompany(company.id, as: .worker) { try await $0.scoreCustomers() }
        _ = try await plan(company)

        _ = try answer(
            """
            update app.memberships set state = 'ended', ended_at = now()
            where company_id = '\(company.id)' and person_id = '\(try #require(company.agent.person))'
            """
        )
        let summary = try await plan(company)

        #expect(summary.visits == 0)
        #expect(summary.assigned == 1)
        #expect(
            try answer("select assignee_id from app.tasks where customer_id = '\(customer)'")
                == "\(try #require(company.colleague.person))"
        )
    }

    @Test func `tasks speak the company's language`() async throws {
        let company = try await Factory.company(locale: .chinese)
        try PurchaseFile.customer(of: company.id, code: "c", days: [try .day("2026-01-05")])
        _ = try await testDatabase.worker.withCompany(company.id, as: .worker) { try await $0.scoreCustomers() }

        _ = try await plan(company)

        #expect(
            try answer("select title from app.tasks where company_id = '\(company.id)'") == "拜访D级客户"
        )
    }
}
