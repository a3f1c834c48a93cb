import Domain
import Testing

/// Whether the stated uncertainty is true: twenty companies of 2,000 customers with known parameters.
@Suite struct SimulatedCompaniesTests {
    private struct Outcome: Sendable {
        var inside = 0
        var intervals = 0
        /// P(alive) as fitted, and whether the customer was.
        var alive: [(probability: Double, isAlive: Bool)] = []

        mutating func count(_ estimates: [ParameterEstimate], truth: [Double]) {
            for (estimate, value) in zip(estimates, truth) {
                intervals += 1
                if let interval = estimate.interval, interval.contains(value) { inside += 1 }
            }
        }
    }

    private func outcome(_ setting: SimulatedCompany.Setting, seed: UInt64) throws -> Outcome {
        let company = SimulatedCompany(setting, customers: 2000, seed: seed)
        let sample = PurchaseSample(company.customers.map(\.summary.pattern))
        let orders = try #require(BetaGeometricModel.fit(sample, variant: setting.variant))
        let value = try #require(GammaGammaModel.fit(SpendSample(company.customers.map(\.summary))))
        var outcome = Outcome()
        outcome.count(orders.estimates, truth: [setting.r, setting.alpha, setting.a, setting.b])
        outcome.count(value.estimates, truth: [setting.p, setting.q, setting.gamma])
        outcome.alive = company.customers.map { (orders.model.probabilityAlive($0.summary.pattern), $0.isAlive) }
        return outcome
    }

    @Test func `true parameters lie in the stated intervals, and P(alive) means what it says`() async throws {
        let outcomes = try await withThrowingTaskGroup(of: Outcome.self) { group in
            for (index, setting) in SimulatedCompany.settings.enumerated() {
                group.addTask { try outcome(setting, seed: UInt64(1000 + index)) }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }

        let inside = outcomes.reduce(0) { $0 + $1.inside }
        let intervals = outcomes.reduce(0) { $0 + $1.intervals }
        print("\(inside) of \(intervals) true parameters in their 95 % intervals")
        #expect(intervals == 20 * 7)
        #expect(Double(inside) >= 0.9 * Double(intervals))

        let alive = outcomes.flatMap(\.alive).sorted {
            ($0.probability, $0.isAlive ? 1 : 0) < ($1.probability, $1.isAlive ? 1 : 0)
        }
        for tenth in 0..<10 {
            let members = alive[(alive.count * tenth / 10)..<(alive.count * (tenth + 1) / 10)]
            let stated = members.reduce(0) { $0 + $1.probability } / Double(members.count)
            let actual = Double(members.count { $0.isAlive }) / Double(members.count)
            print("P(alive), tenth \(tenth + 1): stated \(stated), actual \(actual)")
            #expect(abs(stated - actual) <= 0.03)
        }
    }
}
