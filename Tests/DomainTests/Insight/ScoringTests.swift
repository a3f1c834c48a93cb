import Domain
import FoundationEssentials
import Testing

@Suite struct ScoringTests {
    private let day = CalendarDate(dayNumber: 20_000) ?? CalendarDate.distant
    private let customers: [ScoringCandidate] = (1...10).compactMap { number in
        let history = PurchaseHistory(dayNumbers: [Int32(19_000 + number)], totalMinor: Int64(number * 100))
        let expectation = CustomerExpectation(
            alivePercent: 80,
            ordersInYear: 1.5,
            nextOrderDays: 200,
            lifetimeMinor: Int64(number * 10)
        )
        return PurchaseFigures(history).map { ScoringCandidate(id: .make(), figures: $0, expectation: expectation) }
    }

    private func policy(_ rules: TierRules = .standard) -> TierPolicy {
        TierPolicy(
            id: .make(),
            number: 1,
            rules: rules,
            effectiveFrom: day,
            publishedBy: nil,
            publishedAt: Date(timeIntervalSince1970: 0)
        )
    }

    @Test func `scoring again the next day changes nothing`() {
        let policy = policy()
        let first = Scoring(day: day, policy: policy, overrides: [:]).scores(of: customers, earlier: KnownScores())
        let next = Scoring(day: day.adding(days: 1), policy: policy, overrides: [:])

        #expect(next.scores(of: customers, earlier: KnownScores(first)) == first)
    }

    @Test func `an override holds until its day and then the policy decides again`() throws {
        let last = try #require(customers.first)
        let policy = policy()
        let override = TierOverride(tier: "A", reason: "new shop", expiresOn: day.adding(days: 30), setBy: nil)
        let before = Scoring(day: day, policy: policy, overrides: [:]).scores(of: customers, earlier: KnownScores())

        let overrides = [last.id: override]
        let during = Scoring(day: day, policy: policy, overrides: overrides)
            .scores(of: customers, earlier: KnownScores(before))
        let after = Scoring(day: override.expiresOn, policy: policy, overrides: overrides)
            .scores(of: customers, earlier: KnownScores(during))

        #expect([before, during, after].map { $0[0].placement.tier } == ["D", "A", "D"])
        #expect(during[0].placement.cause == .override)
        #expect(after[0].placement.cause == .overrideExpired)
        #expect(after[0].placement.since == override.expiresOn)
        #expect(after[0].placement.visitDays == 90)
        let step = try #require(TierChange(from: during[0], to: after[0]))
        #expect(step.from == "A")
    }

    @Test func `an override to a tier that a later policy dropped gives way`() throws {
        let last = try #require(customers.first)
        let rules = try TierRules(
            method: .quantile,
            metric: .monetary,
            tiers: [Tier(name: "all", atLeast: 0, visitDays: nil)],
            churn: .standard
        )
        let override = TierOverride(tier: "A", reason: "new shop", expiresOn: day.adding(days: 30), setBy: nil)

        let scores = Scoring(day: day, policy: policy(rules), overrides: [last.id: override])
            .scores(of: customers, earlier: KnownScores())

        #expect(Set(scores.map(\.placement.tier)) == ["all"])
    }

    @Test func `a preview counts who stays and who moves`() throws {
        let now = Scoring(day: day, policy: policy(), overrides: [:]).scores(of: customers, earlier: KnownScores())
        let generous = try TierRules(
            method: .quantile,
            metric: .monetary,
            tiers: [Tier(name: "A", atLeast: 0.5, visitDays: 14), Tier(name: "D", atLeast: 0, visitDays: 90)],
            churn: .standard
        )
        let then = Scoring(day: day, policy: policy(generous), overrides: [:]).scores(
            of: customers,
            earlier: KnownScores()
        )

        let preview = PolicyPreview(current: now, proposed: then, currentRules: .standard, proposedRules: generous)

        #expect(preview.customers == 10)
        #expect(preview.cells.map(\.customers).reduce(0, +) == 10)
        #expect(preview.cells.first == preview.cells.first { $0.from == "A" && $0.to == "A" })
        // B, B and two of three Cs become A; the third C becomes D.
        #expect(preview.moves.filter { $0.to == "A" }.count == 4)
        #expect(preview.up == 4)
        #expect(preview.down == 1)
        #expect(preview.moves.map(\.totalMinor) == preview.moves.map(\.totalMinor).sorted(by: >))
    }
}

extension CalendarDate {
    fileprivate static var distant: CalendarDate {
        guard let day = CalendarDate(year: 9999, month: 12, day: 31) else { preconditionFailure("a valid day") }
        return day
    }
}
