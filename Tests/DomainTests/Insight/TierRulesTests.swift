import Domain
import Testing

@Suite struct TierRulesTests {
    private func rules(
        _ bounds: [(String, Double)],
        method: TierRules.Method = .quantile,
        metric: TierMetric = .monetary,
        churn: ChurnRule = .standard
    ) throws -> TierRules {
        let tiers = bounds.map { Tier(name: $0.0, atLeast: $0.1, visitDays: 30) }
        return try TierRules(method: method, metric: metric, tiers: tiers, churn: churn)
    }

    @Test func `rules that contradict themselves are refused`() {
        #expect(throws: TierPolicyError.tierCount) { try rules([]) }
        #expect(throws: TierPolicyError.repeatedName) { try rules([("A", 0.5), ("A", 0)]) }
        #expect(throws: TierPolicyError.nameLength) { try rules([("", 0)]) }
        #expect(throws: TierPolicyError.boundsNotFalling) { try rules([("A", 0.5), ("B", 0.5)]) }
        #expect(throws: TierPolicyError.shareRange) { try rules([("A", 1.5), ("B", 0)]) }
        #expect(throws: TierPolicyError.recencyByValue) { try rules([("A", 1)], method: .threshold, metric: .recency) }
        #expect(throws: TierPolicyError.churnRule) {
            try rules([("A", 0)], churn: ChurnRule(minimumOrderDays: 2, lateFactor: 2, lostAfterDays: 90))
        }
        #expect(throws: TierPolicyError.visitDays) {
            try TierRules(
                method: .quantile,
                metric: .monetary,
                tiers: [Tier(name: "A", atLeast: 0, visitDays: 0)],
                churn: .standard
            )
        }
    }

    @Test func `the standard rules keep their own`() throws {
        let standard = TierRules.standard

        #expect(
            try TierRules(method: .quantile, metric: .monetary, tiers: standard.tiers, churn: standard.churn)
                == standard
        )
        #expect(standard.tiers.map(\.visitDays) == [14, 30, 60, 90])
    }

    @Test func `quantiles share a company out`() throws {
        let ladder = TierLadder(rules: .standard, values: Array(1...10))

        let tiers = (1...10).map { ladder.tier(of: Int64($0)).name }

        #expect(tiers == ["D", "D", "D", "D", "C", "C", "C", "B", "B", "A"])
    }

    @Test func `thresholds look at the value alone, and the last tier takes the rest`() throws {
        let rules = try rules([("gold", 100_000), ("silver", 10_000), ("base", 0)], method: .threshold)
        let ladder = TierLadder(rules: rules, values: [])

        #expect(ladder.tier(of: 100_000).name == "gold")
        #expect(ladder.tier(of: 99_999).name == "silver")
        #expect(ladder.tier(of: -500).name == "base")
    }

    @Test func `more recent customers stand better`() throws {
        let day = try #require(CalendarDate(dayNumber: 20_000))
        let recent = try #require(PurchaseFigures(PurchaseHistory(dayNumbers: [19_999], totalMinor: 1)))
        let old = try #require(PurchaseFigures(PurchaseHistory(dayNumbers: [19_000], totalMinor: 1)))

        let values = [recent, old].map { TierMetric.recency.value(of: RankingBasis($0, nothing), on: day) }
        #expect(values[0] > values[1])
    }

    private let nothing = CustomerExpectation(alivePercent: nil, ordersInYear: 0, nextOrderDays: nil, lifetimeMinor: 0)

    @Test func `what the models expect may decide`() throws {
        let day = try #require(CalendarDate(dayNumber: 20_000))
        let figures = try #require(PurchaseFigures(PurchaseHistory(dayNumbers: [19_999], totalMinor: 1)))
        let expected = CustomerExpectation(alivePercent: 85, ordersInYear: 2.4, nextOrderDays: 9, lifetimeMinor: 700)
        let metrics: [TierMetric] = [.expectedOrders, .lifetimeValue, .probabilityAlive]

        #expect(metrics.map { $0.value(of: RankingBasis(figures, expected), on: day) } == [2400, 700, 85])
        #expect(metrics.map { $0.value(of: RankingBasis(figures, nothing), on: day) } == [0, 0, 0])
        let ladder = TierLadder(
            rules: try rules([("A", 2.4), ("B", 0.5), ("C", 0)], method: .threshold, metric: .expectedOrders),
            values: []
        )
        #expect([2400, 2399, 500, 0].map { ladder.tier(of: $0).name } == ["A", "B", "B", "C"])
        #expect(ladder.reached(by: 2400) == 2.4)
    }

    @Test(arguments: [(0, 0.0), (1441, 0), (30, -1), (30, 100.5)])
    func `promises that cannot be kept are refused`(minutes: Int, discount: Double) {
        #expect(throws: TierPolicyError.promise) {
            try TierRules(
                method: .quantile,
                metric: .monetary,
                tiers: [
                    Tier(name: "A", atLeast: 0, visitDays: 7, visitMinutes: minutes, discountPercent: discount)
                ],
                churn: .standard
            )
        }
    }
}
