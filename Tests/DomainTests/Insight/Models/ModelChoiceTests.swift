import Testing

@testable import Domain

@Suite struct ModelChoiceTests {
    private let terms = ValueTerms(margin: 0.25, annualDiscountRate: 0.1, horizonMonths: 24)

    @Test func `a company with enough customers has its own model`() async throws {
        let choice = await ModelChoice.orders(of: PurchaseSample(try CDNOW.summaries().map(\.pattern)))

        #expect(choice.source == .fitted)
        #expect(choice.doubts.isEmpty)
        // −9582.1 against −9582.4.
        #expect(choice.fit?.model.variant == .mbgnbd)
    }

    @Test func `a small segment borrows the company's model, and says why`() async throws {
        let company = try CDNOW.summaries()
        let segment = Array(company.prefix(40))

        let orders = await ModelChoice.orders(
            of: PurchaseSample(segment.map(\.pattern)),
            pooled: PurchaseSample(company.map(\.pattern))
        )
        let value = ModelChoice.value(of: SpendSample(segment), pooled: SpendSample(company))

        #expect(orders.source == .pooled)
        #expect(orders.doubts.contains(.tooFewCustomers(40)))
        #expect(value.source == .pooled)
        #expect(value.doubts.contains { $0.code == "too_few_repeat_buyers" })
    }

    @Test func `value that goes with frequency is not modelled`() throws {
        let summaries = try (1...200).map { number in
            let repeats = 1 + number % 20
            let pattern = try #require(PurchasePattern(repeats: repeats, recency: 100, age: 200))
            let spread = Int64(number % 7) * 10
            return PurchaseSummary(pattern: pattern, repeatValueMinor: Int64(repeats * repeats) * 100 + spread)
        }

        let choice = ModelChoice.value(of: SpendSample(summaries))

        #expect(choice.source == .ownRhythm)
        #expect(choice.doubts.contains { $0.code == "value_follows_frequency" })
    }

    @Test func `a forecast holds together`() async throws {
        let summaries = try CDNOW.summaries()
        let sample = PurchaseSample(summaries.map(\.pattern))
        let terms = try #require(terms)
        let orders = OrderForecaster(await ModelChoice.orders(of: sample), terms: terms)
        let fit = try #require(await ModelChoice.orders(of: sample).fit)
        let remembered = OrderForecaster(fit.model, from: .fitted, terms: terms)
        let spend = SpendSample(summaries)
        let values = ValueForecaster(ModelChoice.value(of: spend), sample: spend, terms: terms)

        for summary in summaries {
            let forecast = orders.forecast(summary.pattern)
            let value = values.forecast(summary, orders: forecast)
            let expected = forecast.horizons.map(\.expected)

            #expect(forecast.source == .fitted)
            #expect(forecast == remembered.forecast(summary.pattern))
            #expect(forecast.horizons.map(\.days) == [30, 90, 365])
            #expect(expected == expected.sorted())
            #expect(forecast.horizons.allSatisfy { $0.interval != nil })
            #expect(value.valuePerOrder > 0)
            #expect(value.lifetimeValueMinor >= 0)
            if let next = forecast.nextOrder { #expect(next.window?.contains(next.days) == true) }
        }
    }

    @Test func `without interest, value is the expected orders of the horizon`() throws {
        let model = try #require(BetaGeometricModel(variant: .bgnbd, r: 0.243, alpha: 30.9, a: 0.793, b: 2.426))
        let pattern = try #require(PurchasePattern(repeats: 2, recency: 213, age: 272))
        let free = try #require(ValueTerms(margin: 1, annualDiscountRate: 0, horizonMonths: 12))
        let dear = try #require(ValueTerms(margin: 1, annualDiscountRate: 0.1, horizonMonths: 12))
        func orders(_ terms: ValueTerms) -> Double {
            terms.discountedOrders(terms.monthEnds.map { model.expectedOrders(within: $0, pattern) }[...])
        }

        #expect(abs(orders(free) - model.expectedOrders(within: 365.25, pattern)) < 1e-12)
        // Half a year of interest on average, a little less because orders thin out.
        #expect((1 / 1.1.squareRoot()...1 / 1.04).contains(orders(dear) / orders(free)))
    }

    @Test func `terms outside their ranges are refused`() {
        #expect(ValueTerms(margin: 1.1, annualDiscountRate: 0, horizonMonths: 12) == nil)
        #expect(ValueTerms(margin: 0.3, annualDiscountRate: -0.1, horizonMonths: 12) == nil)
        #expect(ValueTerms(margin: .nan, annualDiscountRate: 0, horizonMonths: 12) == nil)
        #expect(ValueTerms(margin: 0.3, annualDiscountRate: 0, horizonMonths: 0) == nil)
    }

    @Test func `the own rhythm goes on until it is late`() throws {
        let inTime = try #require(PurchasePattern(repeats: 4, recency: 80, age: 100))
        let late = try #require(PurchasePattern(repeats: 4, recency: 80, age: 121))
        let once = try #require(PurchasePattern(repeats: 0, recency: 0, age: 10))

        #expect(OwnRhythm.expectedOrders(within: 50, inTime) == 2)
        #expect(OwnRhythm.timeToNextOrder(inTime) == 0)
        #expect(OwnRhythm.isLate(late) == true)
        #expect(OwnRhythm.expectedOrders(within: 50, late) == 0)
        #expect(OwnRhythm.isLate(once) == nil)
        #expect(OwnRhythm.timeToNextOrder(once) == nil)
    }

    @Test(arguments: Language.allCases) func `every doubt can be read`(_ language: Language) {
        let doubts: [FitDoubt] = [
            .tooFewCustomers(7), .tooFewRepeatBuyers(7), .notConverged, .undetermined(["a", "b"]), .singular,
            .valueFollowsFrequency(correlation: -0.456), .infiniteMeanValue,
        ]

        #expect(Set(doubts.map { $0.reason(language) }).count == doubts.count)
        #expect(doubts[5].reason(language).contains("−0.46"))
        #expect(Set(doubts.map(\.code)).count == doubts.count)
    }
}
