import Domain
import Store
import TestSupport
import Testing

@Suite(.database) struct BacktestRunTests {
    private func run(_ company: StaffedCompany, _ period: BacktestPeriod = BacktestPeriod()) async throws
        -> BacktestRecord
    {
        try await BacktestRun(DirectAccess(testDatabase.worker, company.id, as: .worker)).run(period)
    }

    private func published() throws -> BacktestPeriod {
        BacktestPeriod(calibrationEnd: try .day("1997-09-30"), holdoutEnd: try .day("1998-06-30"))
    }

    @Test func `on the CDNOW holdout the model beats both naive forecasts, from the raw orders`() async throws {
        let company = try await Factory.company(), other = try await Factory.company()
        try PurchaseFile.cdnow(into: company.id)

        let record = try await run(company, try published())

        let report = record.result.report, model = try #require(report.model)
        print("CDNOW holdout through the database, \(record.result.variant?.rawValue ?? ""): mean absolute error")
        print("model \(model.meanAbsolute), same as last period \(report.sameAsLastPeriod.meanAbsolute),")
        print("own rhythm \(report.ownRhythm.meanAbsolute)")
        #expect(report.customers == 2357)
        #expect(report.actualOrders == 1882)
        #expect(report.beatsNaive)
        #expect(model.meanAbsolute < report.sameAsLastPeriod.meanAbsolute)
        #expect(model.meanAbsolute < report.ownRhythm.meanAbsolute)
        #expect(report.deciles.count == 10)
        let (kept, list, theirs) = try await database.withCompany(company.id, as: company.agent) {
            (
                try await $0.backtest(record.id), try await $0.backtests(below: nil, limit: 10),
                try await $0.backtests(below: 1, limit: 10)
            )
        }
        #expect(kept == record)
        #expect(list == [record])
        #expect(theirs.isEmpty)
        #expect(
            try await database.withCompany(other.id, as: other.manager) { try await $0.backtest(record.id) } == nil
        )
    }

    @Test func `each step is told of`() async throws {
        let company = try await Factory.company()
        var steps: [Int] = []
        try PurchaseFile.customer(of: company.id, code: "a", days: [try .day("2026-01-01"), try .day("2026-02-01")])

        _ = try await BacktestRun(DirectAccess(testDatabase.worker, company.id, as: .worker))
            .run(BacktestPeriod()) { steps.append($0) }

        #expect(steps == Array(1...BacktestRun.steps))
    }

    @Test func `each backtest has a number of its own`() async throws {
        let company = try await Factory.company(), other = try await Factory.company()
        for shop in [company, other] {
            try PurchaseFile.customer(of: shop.id, code: "a", days: [try .day("2026-01-01"), try .day("2026-02-01")])
        }

        let numbers = [try await run(company), try await run(company), try await run(other)].map(\.number)

        #expect(numbers == [1, 2, 1])
    }

    @Test func `refunds, days to come and archived customers are left out`() async throws {
        let company = try await Factory.company(), other = try await Factory.company()
        let days = [try CalendarDate.day("2026-01-01"), try .day("2026-02-01"), try .day("2026-03-01")]
        let customer = try PurchaseFile.customer(of: company.id, code: "a", days: days)
        try PurchaseFile.order(company.id, customer, days: [try .day("2099-01-01")], amountMinor: 1000)
        try PurchaseFile.order(company.id, customer, days: [try .day("2026-02-20")], amountMinor: -1000)
        let gone = try PurchaseFile.customer(of: company.id, code: "b", days: days)
        try PurchaseFile.answer("update app.customers set state = 'archived', archived_at = now() where id = '\(gone)'")
        try PurchaseFile.customer(of: other.id, code: "a", days: days)

        let result = try await run(company).result

        #expect(result.holdoutEnd == days[2])
        #expect(result.calibrationEnd == (try .day("2026-02-10")))
        #expect(result.report.customers == 1)
        #expect(result.report.actualOrders == 1)
        #expect(result.source == .ownRhythm)
        #expect(result.report.model == nil)
        #expect(result.doubts.contains("too_few_customers"))
    }

    @Test func `without orders to learn from there is no backtest`() async throws {
        let company = try await Factory.company(), other = try await Factory.company()
        try PurchaseFile.customer(of: other.id, code: "a", days: [try .day("2026-01-01"), try .day("2026-02-01")])
        await #expect(throws: BacktestError.tooLittleHistory) { try await run(company) }
        let tomorrow = BacktestPeriod(holdoutEnd: try .day("2099-01-01"))
        await #expect(throws: BacktestError.emptyHoldout) { try await run(other, tomorrow) }
    }
}
