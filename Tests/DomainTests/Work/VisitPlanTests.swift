import Domain
import Testing

@Suite struct VisitPlanTests {
    // 2026-11-23 is a Monday.
    private var monday: CalendarDate {
        get throws { try #require(CalendarDate("2026-11-23")) }
    }

    private func plan(_ days: [Int] = [1, 2, 3, 4, 5, 6, 7]) throws -> VisitPlan {
        VisitPlan(today: try monday, workingDays: WorkingDays(days))
    }

    @Test func `the next visit is one cadence after the last contact`() throws {
        let due = try plan().dueDay(customer: .make(), visitDays: 14, lastContact: monday.adding(days: -3))

        #expect(due == (try monday.adding(days: 11)))
    }

    @Test func `a visit falls on a working day`() throws {
        // Monday and five days is a Saturday.
        let due = try plan([1, 2, 3, 4, 5]).dueDay(customer: .make(), visitDays: 5, lastContact: monday)

        #expect(due == (try monday.adding(days: 7)))
    }

    @Test func `without working days every day counts`() throws {
        #expect(try plan([]).churnDueDay(dueDays: 5) == monday.adding(days: 5))
    }

    @Test func `first visits are spread over the cadence, always the same for one customer`() throws {
        let plan = try plan(), monday = try monday
        let customers = (0..<3000).map { _ in Customer.ID.make() }

        let days = customers.map { monday.days(until: plan.dueDay(customer: $0, visitDays: 30, lastContact: nil)) }
        let again = customers.map { monday.days(until: plan.dueDay(customer: $0, visitDays: 30, lastContact: nil)) }

        #expect(days == again)
        let counts = Dictionary(grouping: days) { $0 }.mapValues(\.count)
        #expect(counts.keys.sorted() == Array(0..<30))
        #expect(counts.values.allSatisfy { (50...160).contains($0) })
    }

    @Test func `an overdue contact is planned within the next cadence, never in the past`() throws {
        let plan = try plan(), monday = try monday
        for _ in 0..<200 {
            let due = plan.dueDay(customer: .make(), visitDays: 14, lastContact: monday.adding(days: -400))
            #expect((0..<14).contains(monday.days(until: due)))
        }
    }

    @Test(arguments: [(7, 3), (14, 3), (15, 2), (31, 2), (32, 1), (90, 1)])
    func `a visit weighs what its cadence asks`(days: Int, weight: Int) {
        #expect(TaskWeight.visit(everyDays: days) == weight)
    }
}
