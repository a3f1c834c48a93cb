import Testing

@testable import Domain

/// What holds for every model and every customer.
@Suite struct ModelPropertyTests {
    private func randomModel(_ random: inout RandomSource) -> BetaGeometricModel? {
        BetaGeometricModel(
            variant: random.uniform() < 0.5 ? .bgnbd : .mbgnbd,
            r: random.scale(1e-4, 1e4),
            alpha: random.scale(1e-3, 1e7),
            a: random.scale(1e-4, 1e4),
            b: random.scale(1e-4, 1e4)
        )
    }

    private func randomPattern(_ random: inout RandomSource) -> PurchasePattern? {
        let age = random.uniform() < 0.2 ? 0 : random.scale(1, 1e5).rounded()
        let repeats = Int(age * random.uniform() * random.uniform() * random.uniform())
        let recency = repeats == 0 ? 0 : max(1, (age * random.uniform()).rounded())
        return PurchasePattern(repeats: repeats, recency: recency, age: age)
    }

    @Test func `probabilities stay between 0 and 1, expectations are finite and grow with the horizon`() throws {
        var random = RandomSource(seed: 1)
        for _ in 0..<2000 {
            let model = try #require(randomModel(&random))
            let pattern = try #require(randomPattern(&random))
            let alive = model.probabilityAlive(pattern)
            let orders = [1.0, 30, 365, 3650].map { model.expectedOrders(within: $0, pattern) }

            #expect((0...1).contains(alive))
            #expect((0...alive).contains(model.probabilityOfOrder(within: 30, pattern)))
            #expect(orders.allSatisfy { $0 >= 0 && $0.isFinite })
            // Never more than the rate brings to who cannot leave.
            let rate = (model.r + Double(pattern.repeats)) / (model.alpha + pattern.age)
            #expect(orders[2] <= alive * rate * 365 * (1 + 1e-9) + 1e-300)
            #expect(zip(orders, orders.dropFirst()).allSatisfy { $0 <= $1 * (1 + 1e-9) })
            #expect(model.probabilityOfOrder(within: 365, pattern) <= orders[2] * (1 + 1e-9))
        }
    }

    @Test func `one horizon by itself and among others is foretold alike`() throws {
        var random = RandomSource(seed: 2)
        for _ in 0..<500 {
            let future = try #require(randomModel(&random)).futureOfTheLiving(try #require(randomPattern(&random)))
            let times = [0, 1, 30, 90, 365, 700, 1000, 1096, 2000, 3650.0]

            for (together, alone) in zip(future.expected(within: times), times.map { future.expected(within: $0) }) {
                #expect(abs(together - alone) <= 1e-9 * alone)
            }
        }
    }

    @Test func `who bought more recently is likelier alive, all else equal`() throws {
        var random = RandomSource(seed: 3)
        let pareto = try #require(ParetoNBDModel(r: 0.553, alpha: 74, s: 0.606, beta: 82))
        for _ in 0..<300 {
            let model = try #require(randomModel(&random))
            let repeats = 1 + Int(random.uniform(0...20))
            let patterns = stride(from: 30, through: 300, by: 30).compactMap {
                PurchasePattern(repeats: repeats, recency: Double($0), age: 300)
            }

            for probability in [model.probabilityAlive, pareto.probabilityAlive] {
                let alive = patterns.map(probability)
                #expect(zip(alive, alive.dropFirst()).allSatisfy { $0 <= $1 + 1e-12 })
            }
        }
    }

    @Test func `the unit of time changes the scale and nothing else`() throws {
        let days = PurchaseSample(try CDNOW.summaries().map(\.pattern))
        let (inDays, inWeeks) = (
            try #require(BetaGeometricModel.fit(days)), try #require(BetaGeometricModel.fit(CDNOW.weeks()))
        )
        let customer = try #require(PurchasePattern(repeats: 2, recency: 213, age: 272))
        let same = try #require(customer.scaled(by: 1 / 7.0))

        #expect(abs(inDays.model.alpha / inWeeks.model.alpha - 7) < 1e-6)
        #expect(abs(inDays.model.r - inWeeks.model.r) < 1e-6)
        #expect(abs(inDays.model.probabilityAlive(customer) - inWeeks.model.probabilityAlive(same)) < 1e-8)
        let difference =
            inDays.model.expectedOrders(within: 273, customer) - inWeeks.model.expectedOrders(within: 39, same)
        #expect(abs(difference) < 1e-8)
        #expect(abs(inDays.diagnostics.logLikelihood - inDays.model.logLikelihood(days)) < 1e-6)
    }

    @Test func `the currency changes the scale and nothing else`() throws {
        let cents = try CDNOW.summaries()
        let thousandths = cents.map {
            PurchaseSummary(pattern: $0.pattern, repeatValueMinor: $0.repeatValueMinor * 1000)
        }
        let (small, large) = (SpendSample(cents), SpendSample(thousandths))
        let (inCents, inThousandths) = (
            try #require(GammaGammaModel.fit(small)).model, try #require(GammaGammaModel.fit(large)).model
        )

        #expect(abs(inThousandths.p - inCents.p) < 1e-4)
        #expect(abs(inThousandths.gamma / inCents.gamma - 1000) < 0.01)
        let (correlation, same) = (try #require(small.correlation), try #require(large.correlation))
        #expect(abs(correlation - same) < 1e-12)
        for (one, other) in zip(cents, thousandths) {
            let (value, scaled) = (
                try #require(inCents.expectedValue(one)), try #require(inThousandths.expectedValue(other))
            )
            #expect(value > 0)
            #expect(abs(scaled / value - 1000) < 0.01)
        }
    }

    @Test func `the order of the customers is irrelevant to the last bit`() throws {
        var random = RandomSource(seed: 4)
        let summaries = try CDNOW.summaries()
        let shuffled = summaries.shuffled(using: &random)

        let (one, other) = (PurchaseSample(summaries.map(\.pattern)), PurchaseSample(shuffled.map(\.pattern)))

        #expect(one.groups == other.groups)
        #expect(BetaGeometricModel.fit(one) == BetaGeometricModel.fit(other))
        #expect(GammaGammaModel.fit(SpendSample(summaries)) == GammaGammaModel.fit(SpendSample(shuffled)))
    }

    @Test func `grouping finds each customer's group`() throws {
        var random = RandomSource(seed: 5)
        let patterns = try CDNOW.summaries().map(\.pattern).shuffled(using: &random)

        let (sample, positions) = PurchaseSample.grouping(patterns)

        #expect(sample.groups == PurchaseSample(patterns).groups)
        #expect(zip(patterns, positions).allSatisfy { sample.groups[$1].pattern == $0 })
    }
}
