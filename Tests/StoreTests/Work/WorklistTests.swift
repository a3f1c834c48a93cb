import Domain
import Store
import TestSupport
import Testing

@Suite(.database) struct WorklistTests {
    @Test func `the list holds what is due to me, the oldest and heaviest first`() async throws {
        let company = try await Factory.company(timeZone: "Asia/Shanghai")
        let customer = try PurchaseFile.customer(of: company.id, code: "c", days: [], owner: company.agent.person)
        let today = try await database.withCompany(company.id, as: company.agent) { try await $0.companyDay() }
        func draft(_ title: String, _ days: Int, weight: Int = 1) -> TaskDraft {
            TaskDraft(
                customer: customer,
                assignee: nil,
                title: title,
                detail: nil,
                dueOn: today.adding(days: days),
                weight: weight
            )
        }
        let drafts = [draft("light", 0), draft("old", -3), draft("heavy", 0, weight: 9), draft("tomorrow", 1)]
        try await database.withCompany(company.id, as: company.agent) {
            for draft in drafts { _ = try await $0.insertTask(draft) }
        }

        let (first, rest, later, colleague) = (
            try await worklist(company, company.agent, limit: 2),
            try await worklist(company, company.agent, limit: 2, behind: 2),
            try await worklist(company, company.agent, limit: 10, through: today.adding(days: 1)),
            try await worklist(company, company.colleague, limit: 10)
        )

        #expect(first.map(\.item.task.title) == ["old", "heavy"])
        #expect(first.map(\.overdueDays) == [3, 0])
        #expect(rest.map(\.item.task.title) == ["light"])
        #expect(later.map(\.item.task.title) == ["old", "heavy", "light", "tomorrow"])
        #expect(first.first?.item.customerName == "Customer c")
        #expect(colleague.isEmpty)
    }

    private func worklist(
        _ company: StaffedCompany,
        _ principal: Principal,
        limit: Int,
        behind count: Int = 0,
        through day: CalendarDate? = nil
    ) async throws -> [WorklistTask] {
        try await database.withCompany(company.id, as: principal) {
            var key: WorklistKey?
            if count > 0 {
                key = try await $0.worklist(through: day, after: nil, limit: count).last.map {
                    WorklistKey($0.item.task)
                }
            }
            return try await $0.worklist(through: day, after: key, limit: limit)
        }
    }
}
