import Domain
import Testing

@Suite struct WorkTaskTests {
    private func task() throws -> WorkTask {
        WorkTask(
            id: .make(),
            customer: .make(),
            assignee: nil,
            kind: .visit,
            title: "Visit",
            detail: nil,
            dueOn: try #require(CalendarDate("2026-11-23")),
            weight: 1,
            state: .open,
            closedAt: nil,
            version: 1
        )
    }

    @Test func `a task is completed once`() throws {
        var task = try task()

        try task.complete()

        #expect(task.state == .done)
        #expect(throws: TaskError.closed) { try task.complete() }
        #expect(throws: TaskError.closed) { try task.cancel() }
        #expect(throws: TaskError.closed) { try task.assign(to: .make()) }
    }

    @Test func `planning the same again has the same origin, and another contact another`() throws {
        let plan = VisitPlan(today: try #require(CalendarDate("2026-11-23")), workingDays: WorkingDays([]))
        let customer = Customer.ID.make(), contact = LastContact(interaction: .make(), day: plan.today)
        func visit(_ contact: LastContact?) -> PlannedTask {
            .visit(customer, tier: "A", everyDays: 14, after: contact, plan: plan, language: .english)
        }

        #expect(visit(nil) == visit(nil))
        #expect(visit(contact).origin == visit(contact).origin)
        #expect(visit(nil).origin != visit(contact).origin)
        #expect(visit(contact).dueOn == plan.today.adding(days: 14))
    }

    @Test func `planned tasks speak both languages within the allowed length`() throws {
        let plan = VisitPlan(today: try #require(CalendarDate("2026-11-23")), workingDays: WorkingDays([]))
        let tier = String(repeating: "级", count: Tier.nameLength.upperBound)
        let titles = Language.allCases.map { language in
            PlannedTask.visit(.make(), tier: tier, everyDays: 14, after: nil, plan: plan, language: language).title
        }

        #expect(Set(titles).count == 2)
        #expect(titles.allSatisfy { WorkTask.titleLength.contains($0.count) })
    }
}
