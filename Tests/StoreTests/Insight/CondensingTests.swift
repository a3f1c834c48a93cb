import Domain
import Store
import Synchronization
import TestSupport
import Testing

/// Only customers whose orders changed are read again, and nobody can tell the result from a full run.
@Suite(.database) struct CondensingTests {
    private func score(
        _ company: StaffedCompany,
        asOf day: CalendarDate? = nil,
        _ demand: ScoringDemand = []
    ) async throws -> ScoringSummary {
        try await testDatabase.worker.withCompany(company.id, as: .worker) {
            try await $0.scoreCustomers(asOf: day, demand: demand)
        }
    }

    private func today(_ company: StaffedCompany) async throws -> CalendarDate {
        try await database.withCompany(company.id, as: company.manager) { try await $0.companyDay() }
    }

    private func marks(_ company: StaffedCompany) throws -> String {
        try PurchaseFile.answer("select count(*) from app.order_marks where company_id = '\(company.id)'")
    }

    private func somebody(of company: StaffedCompany, code: String) throws -> Customer.ID {
        try #require(
            Customer.ID(
                try PurchaseFile.answer(
                    "select id from app.customers where company_id = '\(company.id)' and code = '\(code)'"
                )
            )
        )
    }

    @Test func `an incremental run reads only who changed, and equals a full run`() async throws {
        let company = try await Factory.company()
        try PurchaseFile.cdnow(into: company.id)
        let first = try await score(company)
        let today = try await today(company)
        let (bought, refunded) = (try somebody(of: company, code: "00004"), try somebody(of: company, code: "00018"))
        try PurchaseFile.order(company.id, bought, days: [today, today.adding(days: -40)], amountMinor: 2500)
        try PurchaseFile.order(company.id, refunded, days: [today.adding(days: -3)], amountMinor: -700)
        try PurchaseFile.customer(of: company.id, code: "new", days: [today.adding(days: -1)], amountMinor: 0)

        let second = try await score(company)
        let full = try await score(company, [.condense])

        #expect(first.condensed == 2357)
        #expect(second.condensed == 3)
        #expect((3...400).contains(second.changed))
        #expect(second.customers == 2358)
        #expect(full.condensed == 2358)
        #expect(full.changed == 0)
        #expect(full.modelNumber == first.modelNumber)
        #expect(try marks(company) == "0")
    }

    /// Scores a few days, one after the other, with an order or two on each; after each, a full run has nothing to add.
    private func expectNights(_ company: StaffedCompany, _ customers: [Customer.ID]) async throws {
        let today = try await today(company)
        var few = 0
        for later in 0..<5 {
            let day = today.adding(days: later)
            for (place, amount) in [(later * 7, 9000), (later * 11 + 3, later % 2 == 0 ? -500 : 700)] {
                let customer = customers[place % customers.count]
                try PurchaseFile.order(company.id, customer, days: [day], amountMinor: Int64(amount))
            }
            let night = try await score(company, asOf: day)
            let full = try await score(company, asOf: day, [.condense])
            if night.condensed <= 2 { few += 1 }
            #expect((full.changed, full.tierMoves, full.stageMoves, full.warnings) == (0, 0, 0, 0))
            #expect((full.customers, full.modelNumber) == (night.customers, night.modelNumber))
        }
        #expect(few == 5)
    }

    @Test(arguments: TierMetric.allCases) func `night after night, few are scored and nobody can tell`(
        metric: TierMetric
    ) async throws {
        let company = try await Factory.company()
        let today = try await today(company)
        let customers = try (0..<30).map { number in
            // Gaps and silences of all lengths, so that some are over on each of the days that follow.
            let days = (0...number % 6).map { today.adding(days: -1 - (number * 37 + $0 * 101) % 400) }
            return try PurchaseFile.customer(
                of: company.id,
                code: "c\(number)",
                days: days,
                amountMinor: Int64(number) * 700
            )
        }
        let tiers = [0.8, 0.5, 0.2, 0].enumerated().map { Tier(name: "T\($0)", atLeast: $1, visitDays: 30) }
        let rules = try TierRules(method: .quantile, metric: metric, tiers: tiers, churn: .standard)
        _ = try await database.withCompany(company.id, as: company.manager) {
            try await $0.publishTierPolicy(rules, effectiveFrom: nil)
        }
        _ = try await score(company)

        try await expectNights(company, customers)
    }

    @Test func `with models too, few are scored and nobody can tell`() async throws {
        let company = try await Factory.company()
        let today = try await today(company)
        try PurchaseFile.cdnow(into: company.id, daysLater: try CalendarDate.day("1998-06-30").days(until: today))
        let first = try await score(company)
        let customers = try ["00004", "00018", "00021", "00050"].map { try somebody(of: company, code: $0) }

        try await expectNights(company, customers)
        #expect(first.condensed == 2357)
    }

    @Test func `nothing is read where nothing came`() async throws {
        let company = try await Factory.company()
        let customer = try PurchaseFile.customer(of: company.id, code: "c", days: [try .day("2026-01-05")])
        _ = try await score(company)

        let again = try await score(company)

        #expect((again.condensed, again.changed, again.customers) == (0, 0, 1))
        let score = try await database.withCompany(company.id, as: company.manager) { try await $0.score(of: customer) }
        #expect(score?.score.figures.orderDays == 1)
    }

    @Test func `an order of a later day counts when its day has come`() async throws {
        let company = try await Factory.company()
        let customer = try PurchaseFile.customer(of: company.id, code: "c", days: [try .day("2026-01-05")])
        let tomorrow = try await today(company).adding(days: 1)
        _ = try await score(company)
        try PurchaseFile.order(company.id, customer, days: [tomorrow], amountMinor: 100)

        let today = try await score(company)
        let still = try marks(company)
        let later = try await score(company, asOf: tomorrow)

        #expect((today.condensed, today.changed) == (1, 0))
        #expect(still == "1")
        #expect((later.condensed, later.changed) == (1, 1))
        #expect(try marks(company) == "0")
    }

    /// Imports a file; when the transaction of its first batch is about to commit, does something else.
    private func importFile(
        _ text: String,
        into company: StaffedCompany,
        beforeCommit: @escaping @Sendable () async throws -> Void = {}
    ) async throws {
        let draft = ImportDraft(
            source: "test",
            fileName: "orders.csv",
            fingerprint: (0..<32).map { _ in UInt8.random(in: 0...255) },
            format: "",
            bytesTotal: Int64(text.utf8.count)
        )
        let started = try await database.withCompany(company.id, as: company.manager) {
            try await $0.insertImport(draft)
        }
        let hosted = try await database.withCompany(company.id, as: company.manager) { try await $0.hostedCompany() }
        let access = LateCommit(company: company, beforeCommit: beforeCommit)
        let importer = OrderImporter(access: access, hosted: hosted, format: OrderFileFormat())
        let chunks = AsyncStream { chunks in
            chunks.yield(Array(text.utf8))
            chunks.finish()
        }
        _ = try await importer.run(started, chunks) { _ in }
    }

    private final class LateCommit: CompanyAccess {
        private let company: StaffedCompany
        private let beforeCommit: @Sendable () async throws -> Void
        private let isFirst = Atomic(true)

        init(company: StaffedCompany, beforeCommit: @escaping @Sendable () async throws -> Void) {
            self.company = company
            self.beforeCommit = beforeCommit
        }

        func withCompany<Value: Sendable>(
            _ body: (CompanyTransaction) async throws -> Value
        ) async throws -> Value {
            try await database.withCompany(company.id, as: company.manager) { transaction in
                let value = try await body(transaction)
                if isFirst.exchange(false, ordering: .relaxed) { try await beforeCommit() }
                return value
            }
        }
    }

    @Test func `imported orders are read by the next scoring, and only they`() async throws {
        let company = try await Factory.company()
        for code in ["a", "b", "c"] {
            try PurchaseFile.customer(of: company.id, code: code, days: [try .day("2026-01-05")])
        }
        _ = try await score(company)

        try await importFile("number,customer,date,amount\n1,a,2026-02-01,5\n2,d,2026-02-02,6\n", into: company)
        let summary = try await score(company)

        #expect((summary.condensed, summary.customers) == (2, 4))
        #expect(try marks(company) == "0")
    }

    @Test func `orders that commit after a scoring looked are seen by the next`() async throws {
        let company = try await Factory.company()
        try PurchaseFile.customer(of: company.id, code: "c", days: [try .day("2026-01-05")])
        _ = try await score(company)

        try await importFile("number,customer,date,amount\n1,c,2026-02-01,5\n", into: company) {
            let during = try await score(company)
            #expect((during.condensed, during.changed) == (0, 0))
        }
        let after = try await score(company)

        #expect((after.condensed, after.changed) == (1, 1))
        #expect(try marks(company) == "0")
    }

    @Test func `a scoring of a past day is followed by a full one`() async throws {
        let company = try await Factory.company()
        try PurchaseFile.customer(
            of: company.id,
            code: "c",
            days: [try .day("2026-01-05"), try .day("2026-02-05"), try .day("2026-03-05")]
        )
        _ = try await score(company)

        let past = try await score(company, asOf: try .day("2026-02-10"))
        let now = try await score(company)

        #expect((past.condensed, past.changed) == (1, 1))
        #expect((now.condensed, now.changed) == (1, 1))
    }

    @Test func `who comes back from the archive is read again`() async throws {
        let company = try await Factory.company()
        let gone = try PurchaseFile.customer(of: company.id, code: "gone", days: [try .day("2026-01-05")])
        try PurchaseFile.customer(of: company.id, code: "stays", days: [try .day("2026-01-05")])
        _ = try await score(company)

        _ = try await database.withCompany(company.id, as: company.manager) { try await $0.archiveCustomer(gone) }
        let without = try await score(company)
        try PurchaseFile.order(company.id, gone, days: [try .day("2026-04-05")], amountMinor: 300)
        let still = try await score(company)
        _ = try await database.withCompany(company.id, as: company.manager) { try await $0.restoreCustomer(gone) }
        let again = try await score(company)

        #expect([without.customers, still.customers, again.customers] == [1, 1, 2])
        let score = try await database.withCompany(company.id, as: company.manager) { try await $0.score(of: gone) }
        #expect(score?.score.figures.orderDays == 2)
    }
}
