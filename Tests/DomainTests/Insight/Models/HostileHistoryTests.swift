import Domain
import Testing

/// Histories that break models: a stated fallback, never a crash or a silent number.
@Suite struct HostileHistoryTests {
    private func pattern(_ repeats: Int, _ recency: Double, _ age: Double) -> PurchasePattern? {
        PurchasePattern(repeats: repeats, recency: recency, age: age)
    }

    private func expectRule(_ sample: PurchaseSample, because code: String) async throws {
        let choice = await ModelChoice.orders(of: sample)
        let terms = try #require(ValueTerms(margin: 0.3, annualDiscountRate: 0.1, horizonMonths: 12))

        #expect(choice.source == .ownRhythm)
        #expect(choice.fit == nil)
        #expect(choice.doubts.contains { $0.code == code })
        for forecast in OrderForecaster(choice, terms: terms).forecasts(sample) {
            #expect(forecast.probabilityAlive == nil)
            #expect(forecast.source == .ownRhythm)
            #expect(forecast.horizons.allSatisfy { $0.expected.isFinite && $0.expected >= 0 && $0.interval == nil })
            #expect(forecast.discountedOrders.isFinite)
        }
    }

    @Test func `a company without customers has no model`() async throws {
        #expect(BetaGeometricModel.fit(PurchaseSample([])) == nil)
        #expect(ParetoNBDModel.fit(PurchaseSample([])) == nil)
        #expect(GammaGammaModel.fit(SpendSample([])) == nil)
        try await expectRule(PurchaseSample([]), because: "too_few_customers")
    }

    @Test func `one customer is no company to fit`() async throws {
        try await expectRule(PurchaseSample([try #require(pattern(3, 40, 90))]), because: "too_few_customers")
    }

    @Test func `one-time buyers tell nothing about repeats`() async throws {
        let sample = PurchaseSample((0..<5000).compactMap { pattern(0, 0, Double($0 % 300)) })

        try await expectRule(sample, because: "too_few_repeat_buyers")
    }

    @Test func `customers of the same day tell nothing`() async throws {
        try await expectRule(
            PurchaseSample((0..<5000).compactMap { _ in pattern(0, 0, 0) }),
            because: "too_few_repeat_buyers"
        )
    }

    @Test func `customers who all buy on every day do not scatter`() async throws {
        try await expectRule(
            PurchaseSample((0..<500).compactMap { _ in pattern(365, 365, 365) }),
            because: "undetermined_parameters"
        )
    }

    @Test func `absurd counts and ages stay finite`() throws {
        let sample = PurchaseSample(
            (0..<400).compactMap { pattern($0 % 4 == 0 ? 0 : 1 << ($0 % 21), $0 % 4 == 0 ? 0 : 2e6, 3e6) }
        )
        let fits = BetaGeometricModel.Variant.allCases.compactMap { BetaGeometricModel.fit(sample, variant: $0) }

        #expect(fits.count == 2)
        for fit in fits {
            #expect(fit.diagnostics.logLikelihood.isFinite)
            for group in sample.groups {
                #expect((0...1).contains(fit.model.probabilityAlive(group.pattern)))
                #expect(fit.model.expectedOrders(within: 365, group.pattern).isFinite)
                #expect(fit.model.orderInterval(within: 365, group.pattern).lowerBound >= 0)
            }
        }
    }

    @Test func `ten thousand orders of a day are one purchase`() throws {
        let orders =
            (0..<10_000).map { _ in DatedAmount(day: 100, amountMinor: 5) } + [DatedAmount(day: 110, amountMinor: 7)]
        let summary = try #require(PurchaseSummary(orders: orders, through: 120))

        #expect(summary.pattern == pattern(1, 10, 20))
        #expect(summary.meanRepeatValue == 7)
    }

    @Test func `refunds lower the value and are no purchase`() throws {
        let orders = [
            DatedAmount(day: 90, amountMinor: -500), DatedAmount(day: 100, amountMinor: 1000),
            DatedAmount(day: 110, amountMinor: 900), DatedAmount(day: 115, amountMinor: -300),
        ]
        let summary = try #require(PurchaseSummary(orders: orders, through: 120))

        #expect(summary.pattern == pattern(1, 10, 20))
        #expect(summary.repeatValueMinor == 600)
    }

    @Test func `who was refunded everything is worth the mean of the others`() throws {
        let summary = try #require(
            PurchaseSummary(
                orders: [100, 110].map { DatedAmount(day: $0, amountMinor: 900) } + [
                    DatedAmount(day: 112, amountMinor: -2000)
                ],
                through: 120
            )
        )
        let model = try #require(GammaGammaModel(p: 6, q: 4, gamma: 1500))

        #expect(summary.meanRepeatValue == nil)
        #expect(model.expectedValue(summary) == 3000.0)
        #expect(SpendSample([summary]).withoutValue == 1)
    }

    @Test func `only refunds, or only the future, is no customer`() {
        #expect(PurchaseSummary(orders: [DatedAmount(day: 100, amountMinor: -1)], through: 120) == nil)
        #expect(PurchaseSummary(orders: [DatedAmount(day: 121, amountMinor: 1)], through: 120) == nil)
        #expect(PurchaseSummary(orders: [], through: 120) == nil)
    }

    @Test func `future orders do not count`() throws {
        let orders = [100, 110, 500].map { DatedAmount(day: $0, amountMinor: 0) }
        let summary = try #require(PurchaseSummary(orders: orders, through: 120))

        #expect(summary.pattern == pattern(1, 10, 20))
        #expect(summary.meanRepeatValue == nil)
    }

    @Test func `patterns that cannot be are refused`() {
        #expect(pattern(0, 1, 2) == nil)
        #expect(pattern(1, 0, 2) == nil)
        #expect(pattern(1, 3, 2) == nil)
        #expect(pattern(-1, 1, 2) == nil)
        #expect(pattern(1, .nan, 2) == nil)
        #expect(pattern(1, 1, .infinity) == nil)
    }

    @Test func `sums of money saturate instead of trapping`() throws {
        let orders = [100, 101, 102].map { DatedAmount(day: $0, amountMinor: .max) }

        #expect(try #require(PurchaseSummary(orders: orders, through: 120)).repeatValueMinor == .max)
    }
}
