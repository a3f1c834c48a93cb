import Domain
import Store
import TestSupport
import Testing

/// The published figures of the CDNOW sample, from the raw orders through the database.
@Suite(.database) struct ModelRecordTests {
    /// 30 September 1997, the last day of calibration.
    private let calibrationEnd = "1997-09-30"

    private func score(_ company: StaffedCompany, asOf day: String, _ demand: ScoringDemand = []) async throws
        -> ScoringSummary
    {
        let day = try CalendarDate.day(day)
        return try await testDatabase.worker.withCompany(company.id, as: .worker) {
            try await $0.scoreCustomers(asOf: day, demand: demand)
        }
    }

    private func read<Value: Sendable>(
        _ company: StaffedCompany,
        _ body: @Sendable (CompanyTransaction) async throws -> Value
    ) async throws -> Value {
        try await database.withCompany(company.id, as: company.manager, body)
    }

    private func reads(_ value: Double, _ published: Double, decimals: Int) -> Bool {
        let factor = [1, 10, 100, 1000][decimals]
        return Int((value * Double(factor)).rounded()) == Int((published * Double(factor)).rounded())
    }

    @Test func `the published parameters come from the raw orders`() async throws {
        let company = try await Factory.company(), other = try await Factory.company()
        try PurchaseFile.cdnow(into: company.id)
        try PurchaseFile.customer(of: other.id, code: "c", days: [try .day("1997-02-01"), try .day("1997-03-01")])
        let day = try CalendarDate.day(calibrationEnd)
        let summaries = try await read(company) { try await $0.condensedPurchases(upTo: day) }
            .compactMap { $0.figures.summary(on: day) }
        let weeks = PurchaseSample(
            summaries.map(\.pattern).compactMap {
                PurchasePattern(repeats: $0.repeats, recency: $0.recency / 7, age: $0.age / 7)
            }
        )

        let orders = try #require(BetaGeometricModel.fit(weeks))
        let pareto = try #require(ParetoNBDModel.fit(weeks))
        let value = try #require(GammaGammaModel.fit(SpendSample(summaries)))

        #expect(weeks.customers == 2357)
        #expect(weeks.repeatBuyers == 946)
        #expect(reads(orders.model.r, 0.243, decimals: 3))
        #expect(reads(orders.model.alpha, 4.414, decimals: 3))
        #expect(reads(orders.model.a, 0.793, decimals: 3))
        #expect(reads(orders.model.b, 2.426, decimals: 3))
        #expect(reads(orders.diagnostics.logLikelihood, -9582.4, decimals: 1))
        #expect(reads(pareto.model.r, 0.553, decimals: 3))
        #expect(reads(pareto.model.alpha, 10.578, decimals: 3))
        #expect(reads(pareto.model.s, 0.606, decimals: 3))
        #expect(reads(pareto.model.beta, 11.67, decimals: 2))
        #expect(reads(pareto.diagnostics.logLikelihood, -9595.0, decimals: 1))
        #expect(reads(value.model.p, 6.25, decimals: 2))
        #expect(reads(value.model.q, 3.74, decimals: 2))
        #expect(reads(value.model.gamma / 100, 15.44, decimals: 2))
        let published = try #require(PurchasePattern(repeats: 2, recency: 30.43, age: 38.86))
        #expect(reads(orders.model.expectedOrders(within: 39, published), 1.226, decimals: 3))
    }

    @Test func `a scoring keeps its models, and forecasts are computed from what is kept`() async throws {
        let company = try await Factory.company()
        try PurchaseFile.cdnow(into: company.id)

        let summary = try await score(company, asOf: calibrationEnd)

        let kept = try #require(try await read(company) { try await $0.modelsInForce() })
        let orders = try #require(kept.book.record(.orders, of: .person))
        let value = try #require(kept.book.record(.value, of: .person))
        #expect(summary.modelNumber == 1)
        #expect(kept.book.number == 1)
        #expect(kept.book.windowStart == (try .day("1997-01-01")))
        #expect(kept.book.windowEnd == (try .day(calibrationEnd)))
        #expect(kept.codeVersion == ModelBook.codeVersion)
        #expect((orders.source, orders.customers, orders.repeatBuyers) == (.fitted, 2357, 946))
        #expect(orders.doubts.isEmpty)
        #expect(orders.diagnostics?.converged == true)
        #expect(orders.parameters.map(\.name) == ["r", "alpha", "a", "b"])
        #expect(orders.parameters.allSatisfy { $0.standardError != nil && $0.interval != nil })
        // The likelier of the two: Batislam's variant, whose parameters others find as 0.525, 6.183 weeks, 0.891, 1.614.
        #expect(orders.model == .mbgnbd)
        #expect(reads(try #require(orders.betaGeometric).alpha / 7, 6.183, decimals: 3))
        #expect((value.source, value.model, value.customers) == (.fitted, .gammaGamma, 946))
        #expect(reads(try #require(value.gammaGamma).gamma / 100, 15.44, decimals: 2))
        #expect(reads(try #require(value.correlation), 0.11, decimals: 2))
        #expect(orders.betaGeometric == BetaGeometricModel.fit(try await sample(company), variant: .mbgnbd)?.model)
    }

    @Test func `the reasons of a forecast cite the customer's own numbers and the models, in both languages`()
        async throws
    {
        let company = try await Factory.company()
        try PurchaseFile.cdnow(into: company.id)
        let id = try PurchaseFile.answer(
            "select id from app.customers where company_id = '\(company.id)' and code = '00004'"
        )
        _ = try await score(company, asOf: calibrationEnd)

        let customer = try #require(Customer.ID(id))
        let found = try #require(try await read(company) { try await $0.forecast(of: customer) })
        let reasons = ForecastReasons(
            found.forecast,
            score: found.scored.score,
            on: found.day,
            currency: try await read(company) { try await $0.hostedCompany().currency },
            terms: found.terms,
            modelNumber: found.models.book.number
        )

        let alive = Int(try #require(found.forecast.orders.probabilityAlive) * 100)
        let (english, chinese) = (
            reasons.sentences(.english).joined(separator: "\n"), reasons.sentences(.chinese).joined(separator: "\n")
        )
        for part in [
            "Bought again on 2 days within 213 days", "59 days before 1997-09-30", "a customer with \(alive) %",
            "22.35 USD the mean of the own repeats", "MBG/NBD, version 1, fitted to 2357 customers",
            "Gamma-Gamma, version 1, fitted to 946 customers",
        ] {
            #expect(english.contains(part), "\(part) is not in \(english)")
        }
        for part in ["213天内有2个复购日", "概率为\(alive)%", "第1版，基于2357位客户", "第1版，基于946位客户"] {
            #expect(chinese.contains(part), "\(part) is not in \(chinese)")
        }
    }

    private func sample(_ company: StaffedCompany) async throws -> PurchaseSample {
        let day = try CalendarDate.day(calibrationEnd)
        let customers = try await read(company) { try await $0.condensedPurchases(upTo: day) }
        return PurchaseSample(customers.compactMap { $0.figures.summary(on: day)?.pattern })
    }

    @Test func `a version speaks for a week, and a new one on demand`() async throws {
        let company = try await Factory.company()
        try PurchaseFile.cdnow(into: company.id)

        let numbers = [
            try await score(company, asOf: "1998-06-24").modelNumber,
            try await score(company, asOf: "1998-06-30").modelNumber,
            try await score(company, asOf: "1998-07-01").modelNumber,
            try await score(company, asOf: "1998-07-01", [.fit]).modelNumber,
            try await score(company, asOf: "1998-06-30").modelNumber,
        ]

        #expect(numbers == [1, 1, 2, 3, 4])
        let versions = try await read(company) { try await $0.modelVersions(below: 4, limit: 2) }
        #expect(versions.map(\.book.number) == [3, 2])
    }

    @Test func `a kind of few customers shares the models of all`() async throws {
        let company = try await Factory.company()
        try PurchaseFile.cdnow(into: company.id)
        _ = try PurchaseFile.answer(
            "update app.customers set kind = 'organisation' where company_id = '\(company.id)' and code < '00100'"
        )

        _ = try await score(company, asOf: "1998-06-30")

        let kept = try #require(try await read(company) { try await $0.modelsInForce() })
        let few = try #require(kept.book.record(.orders, of: .organisation))
        let many = try #require(kept.book.record(.orders, of: .person))
        #expect((few.source, few.customers) == (.pooled, 2357))
        #expect(few.doubts.map(\.code).contains("too_few_customers"))
        #expect(many.source == .fitted)
        #expect(many.customers < 2357)
    }
}
