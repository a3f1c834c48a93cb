import Domain
import Store
import TestSupport
import Testing

@Suite(.database) struct ChurnWarningTests {
    private func scoring(_ company: StaffedCompany, asOf day: String) async throws -> ScoringSummary {
        let day = try CalendarDate.day(day)
        return try await testDatabase.worker.withCompany(company.id, as: .worker) {
            try await $0.scoreCustomers(asOf: day)
        }
    }

    private func warnings(_ company: StaffedCompany, _ state: ChurnWarning.State) async throws -> [WarnedCustomer] {
        try await database.withCompany(company.id, as: company.manager) {
            try await $0.churnWarnings(state: state, owner: nil, after: nil, limit: 10)
        }
    }

    // Purchase days 30 days apart: up to 60 days of silence are in time, so 2026-03-02 + 61 is late.
    private let rhythm = ["2026-01-01", "2026-01-31", "2026-03-02"]

    @Test func `warnings are raised once, even where nothing is known of the scoring before`() async throws {
        let company = try await Factory.company()
        let days = try rhythm.map { try CalendarDate.day($0) }
        try PurchaseFile.customer(of: company.id, code: "c", days: days)
        #expect(try await scoring(company, asOf: "2026-05-02").warnings == 1)

        try PurchaseFile.answer("delete from app.scorings where company_id = '\(company.id)'")

        #expect(try await scoring(company, asOf: "2026-05-02").warnings == 0)
        #expect(try await warnings(company, .open).count == 1)
    }

    @Test func `a silence is warned of once, closed by the next order, and a later silence warned of anew`()
        async throws
    {
        let company = try await Factory.company()
        let days = try rhythm.map { try CalendarDate.day($0) }
        let customer = try PurchaseFile.customer(of: company.id, code: "c", days: days)

        #expect(try await scoring(company, asOf: "2026-05-01").warnings == 0)
        #expect(try await scoring(company, asOf: "2026-05-02").warnings == 1)
        #expect(try await scoring(company, asOf: "2026-05-03").warnings == 0)
        let open = try #require(try await warnings(company, .open).first)
        #expect(open.warning.customer == customer)
        #expect(open.warning.lateness.silentDays == 61)
        #expect(open.warning.lateness.usualDays == 30)
        #expect(open.warning.lateness.lateAfterDays == 60)
        // The only customer is the best fifth and the last; the rule speaks: two of the own gaps of silence are high.
        #expect(open.warning.stake.risk == .high)
        #expect(open.warning.stake.play == RetentionPlay(risk: .high, potential: 1))
        #expect(open.warning.stake.modelNumber == 1)
        let today = try await database.withCompany(company.id, as: company.manager) { try await $0.companyDay() }
        // Little is at stake: twice the three days of a company that says nothing, or the next working day.
        #expect((6...8).contains(today.days(until: open.warning.dueOn)))

        try PurchaseFile.order(company.id, customer, days: [try .day("2026-05-04")], amountMinor: 1000)
        #expect(try await scoring(company, asOf: "2026-05-05").warnings == 0)
        #expect(try await warnings(company, .open).isEmpty)
        // Nobody had done anything.
        #expect(try await warnings(company, .falseAlarm).map(\.warning.id) == [open.warning.id])

        // The gaps are 30, 30 and 63 now: the slow one is longer than twice the usual.
        #expect(try await scoring(company, asOf: "2026-07-07").warnings == 1)
    }

    @Test func `a warning is an event where somebody listens, and none where nobody does`() async throws {
        for webhooks in [0, 1] {
            let company = try await Factory.company()
            if webhooks > 0 {
                try testDatabase.psql(
                    "insert into app.webhooks (company_id, url) values ('\(company.id)', 'https://hooks.example/')"
                )
            }
            let days = try rhythm.map { try CalendarDate.day($0) }
            try PurchaseFile.customer(of: company.id, code: "c", days: days)

            #expect(try await scoring(company, asOf: "2026-05-02").warnings == 1)

            let events = try PurchaseFile.answer(
                """
                select count(*) from app.outbox
                where company_id = '\(company.id)' and type in ('churn_warning.raised', 'scoring.finished')
                """
            )
            #expect(events == "\(2 * webhooks)")
        }
    }

    @Test func `who is late but at low risk is warned of when the risk has grown, and once`() async throws {
        let company = try await Factory.company()
        // Nine gaps of 10 days and one of 200: late from the 21st day of silence, at low risk up to one and a half of the
        // mean gap of 29 days.
        let first = try CalendarDate.day("2025-01-01"), last = first.adding(days: 290)
        let days = (0..<10).map { first.adding(days: $0 * 10) } + [last]
        try PurchaseFile.customer(of: company.id, code: "c", days: days)

        var raised: [Int] = []
        for silence in [30, 43, 44, 45] {
            raised.append(try await scoring(company, asOf: last.adding(days: silence).description).warnings)
        }

        #expect(raised == [0, 0, 1, 0])
    }

    @Test func `who orders again after the task is done has returned, unless the order only came late`()
        async throws
    {
        for (next, expected) in [("2026-05-04", ChurnWarning.State.returned), ("2026-04-20", .falseAlarm)] {
            let company = try await Factory.company(), other = try await Factory.company()
            let days = try rhythm.map { try CalendarDate.day($0) }
            for shop in [company, other] {
                let owner = shop.agent.person
                let customer = try PurchaseFile.customer(of: shop.id, code: "c", days: days, owner: owner)
                _ = try await scoring(shop, asOf: "2026-05-02")
                _ = try await testDatabase.worker.withCompany(shop.id, as: .worker) { try await $0.planWork() }
                if shop.id == company.id {
                    try testDatabase.psql(
                        "update app.tasks set state = 'done', completed_at = now() where company_id = '\(shop.id)' and kind = 'churn'"
                    )
                }
                try PurchaseFile.order(shop.id, customer, days: [try .day(next)], amountMinor: 1000)
                _ = try await testDatabase.worker.withCompany(shop.id, as: .worker) {
                    try await $0.scoreCustomers(asOf: CalendarDate("2026-05-05"), demand: .condense)
                }
            }

            #expect(try await warnings(company, expected).count == 1)
            #expect(try await warnings(other, .falseAlarm).count == 1)
        }
    }

    @Test func `past warnings are judged by who came back, per month and version of the models`() async throws {
        let company = try await Factory.company(), other = try await Factory.company()
        let days = try ["2024-01-01", "2024-01-31", "2024-03-01"].map { try CalendarDate.day($0) }
        for code in ["lost", "gone"] { try PurchaseFile.customer(of: company.id, code: code, days: days) }
        let back = try PurchaseFile.customer(of: company.id, code: "back", days: days)
        _ = try await scoring(company, asOf: "2024-05-05")
        try PurchaseFile.order(company.id, back, days: [try .day("2024-06-20")], amountMinor: 1000)
        try PurchaseFile.customer(of: other.id, code: "lost", days: days)

        let count = try await testDatabase.worker.withCompany(company.id, as: .worker) { try await $0.reviewWarnings() }
        let again = try await testDatabase.worker.withCompany(company.id, as: .worker) { try await $0.reviewWarnings() }
        let (reviews, theirs) = (
            try await database.withCompany(company.id, as: company.manager) {
                try await $0.warningReviews(after: nil, limit: 10)
            },
            try await database.withCompany(other.id, as: other.manager) {
                try await $0.warningReviews(after: nil, limit: 10)
            }
        )

        #expect(count == 1 && again == 1)
        let review = try #require(reviews.first)
        #expect(review.month == (try .day("2024-05-01")))
        #expect((review.population, review.lost, review.warned, review.hits) == (3, 2, 3, 2))
        #expect(review.recall == 1)
        #expect(review.lift == 1)
        #expect(theirs.isEmpty)
    }

    @Test func `a warning that nobody answered is lost after the policy's days`() async throws {
        let company = try await Factory.company()
        let days = try rhythm.map { try CalendarDate.day($0) }
        try PurchaseFile.customer(of: company.id, code: "c", days: days)
        _ = try await scoring(company, asOf: "2026-05-02")

        _ = try await scoring(company, asOf: "2026-10-29")
        #expect(try await warnings(company, .open).count == 1)
        _ = try await scoring(company, asOf: "2026-10-30")

        #expect(try await warnings(company, .open).isEmpty)
        #expect(try await warnings(company, .lost).count == 1)
    }

    @Test func `a dismissed warning stays dismissed, and takes its task with it`() async throws {
        let company = try await Factory.company()
        let days = try rhythm.map { try CalendarDate.day($0) }
        try PurchaseFile.customer(of: company.id, code: "c", days: days, owner: company.agent.person)
        _ = try await scoring(company, asOf: "2026-05-02")
        _ = try await testDatabase.worker.withCompany(company.id, as: .worker) { try await $0.planWork() }
        let id = try #require(try await warnings(company, .open).first?.warning.id)

        _ = try await database.withCompany(company.id, as: company.agent) { try await $0.dismissChurnWarning(id) }
        #expect(try await scoring(company, asOf: "2026-05-03").warnings == 0)

        #expect(try await warnings(company, .dismissed).count == 1)
        var filter = TaskFilter()
        filter.kind = .churn
        filter.state = .cancelled
        let cancelled = filter
        let tasks = try await database.withCompany(company.id, as: company.manager) {
            try await $0.tasks(cancelled, after: nil, limit: 10)
        }
        #expect(tasks.count == 1)
        await #expect(throws: ChurnWarningError.closed) {
            try await database.withCompany(company.id, as: company.agent) { try await $0.dismissChurnWarning(id) }
        }
    }

    @Test func `warnings of customers one does not see do not exist`() async throws {
        let ours = try await Factory.company(), theirs = try await Factory.company()
        let days = try rhythm.map { try CalendarDate.day($0) }
        try PurchaseFile.customer(of: ours.id, code: "c", days: days, owner: ours.agent.person)
        _ = try await scoring(ours, asOf: "2026-05-02")
        let id = try #require(try await warnings(ours, .open).first?.warning.id)

        let colleague = try await database.withCompany(ours.id, as: ours.colleague) {
            (
                try await $0.churnWarning(id),
                try await $0.churnWarnings(state: .open, owner: nil, after: nil, limit: 9),
                try await $0.dismissChurnWarning(id)
            )
        }
        let stranger = try await database.withCompany(theirs.id, as: theirs.manager) { try await $0.churnWarning(id) }

        #expect(colleague.0 == nil)
        #expect(colleague.1.isEmpty)
        #expect(colleague.2 == nil)
        #expect(stranger == nil)
    }
}
