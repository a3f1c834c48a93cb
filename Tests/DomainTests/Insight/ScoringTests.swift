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

    @Test func `scoring again the next day changes nothing`() async {
        let policy = policy()
        let first = await Scoring(day: day, policy: policy, overrides: [:]).scores(
            of: customers,
            earlier: KnownScores()
        )
        let next = Scoring(day: day.adding(days: 1), policy: policy, overrides: [:])

        #expect(await next.scores(of: customers, earlier: KnownScores(first)) == first)
    }

    /// A history of a few purchase days in the two years before the day, as far apart as may be.
    private func somebody(_ random: inout some RandomNumberGenerator) throws -> ScoringCandidate {
        let count = Int.random(in: 1...7, using: &random)
        let days = (0..<count).map { _ in Int32.random(in: 19_270...20_000, using: &random) }
        let history = PurchaseHistory(dayNumbers: days.sorted(), totalMinor: 1000)
        let alive = Bool.random(using: &random) ? nil : Int.random(in: 0...19, using: &random) * 5
        let orders = Double.random(in: 0...2, using: &random)
        return ScoringCandidate(
            id: .make(),
            figures: try #require(PurchaseFigures(history)),
            expectation: CustomerExpectation(
                alivePercent: alive,
                ordersInYear: orders,
                nextOrderDays: nil,
                lifetimeMinor: 10
            )
        )
    }

    @Test(arguments: 0..<40) func `a score says until when it holds`(seed: UInt64) async throws {
        var random = RandomSource(seed: seed)
        let (customer, policy) = (try somebody(&random), policy())
        var (score, changes): (CustomerScore?, Int) = (nil, 0)
        for later in 0..<800 {
            let today = day.adding(days: later)
            let scoring = Scoring(day: today, policy: policy, overrides: [:])
            let standings = await CompanyStandings([customer.basis], for: scoring)
            let next = scoring.score(of: customer, on: standings, after: score)
            if let score, score.holdsUntil.map({ today < $0 }) ?? true {
                #expect(next == score)
                let rule = policy.rules.churn
                let before = rule.concern(about: score, on: today.adding(days: -1))
                #expect(before != nil || rule.concern(about: score, on: today) == nil)
            } else {
                changes += 1
            }
            score = next
        }
        #expect((1...12).contains(changes))
    }

    @Test func `an override holds until its day and then the policy decides again`() async throws {
        let last = try #require(customers.first)
        let policy = policy()
        let override = TierOverride(tier: "A", reason: "new shop", expiresOn: day.adding(days: 30), setBy: nil)
        let before = await Scoring(day: day, policy: policy, overrides: [:]).scores(
            of: customers,
            earlier: KnownScores()
        )

        let overrides = [last.id: override]
        let during = await Scoring(day: day, policy: policy, overrides: overrides)
            .scores(of: customers, earlier: KnownScores(before))
        let after = await Scoring(day: override.expiresOn, policy: policy, overrides: overrides)
            .scores(of: customers, earlier: KnownScores(during))

        #expect([before, during, after].map { $0[0].placement.tier } == ["D", "A", "D"])
        #expect(during[0].placement.cause == .override)
        #expect(after[0].placement.cause == .overrideExpired)
        #expect(after[0].placement.since == override.expiresOn)
        #expect(after[0].placement.visitDays == 90)
        let step = try #require(TierChange(from: during[0], to: after[0]))
        #expect(step.from == "A")
    }

    @Test func `an override to a tier that a later policy dropped gives way`() async throws {
        let last = try #require(customers.first)
        let rules = try TierRules(
            method: .quantile,
            metric: .monetary,
            tiers: [Tier(name: "all", atLeast: 0, visitDays: nil)],
            churn: .standard
        )
        let override = TierOverride(tier: "A", reason: "new shop", expiresOn: day.adding(days: 30), setBy: nil)

        let scores = await Scoring(day: day, policy: policy(rules), overrides: [last.id: override])
            .scores(of: customers, earlier: KnownScores())

        #expect(Set(scores.map(\.placement.tier)) == ["all"])
    }

    @Test func `a preview counts who stays and who moves`() async throws {
        let now = await Scoring(day: day, policy: policy(), overrides: [:]).scores(
            of: customers,
            earlier: KnownScores()
        )
        let generous = try TierRules(
            method: .quantile,
            metric: .monetary,
            tiers: [Tier(name: "A", atLeast: 0.5, visitDays: 14), Tier(name: "D", atLeast: 0, visitDays: 90)],
            churn: .standard
        )
        let then = await Scoring(day: day, policy: policy(generous), overrides: [:]).scores(
            of: customers,
            earlier: KnownScores()
        )

        let preview = PolicyPreview(
            current: now,
            proposed: then,
            currentRules: .standard,
            proposedRules: generous,
            capacity: .init(agents: 2, load: 16)
        )

        #expect(preview.customers == 10)
        #expect(preview.cells.map(\.customers).reduce(0, +) == 10)
        #expect(preview.cells.first == preview.cells.first { $0.from == "A" && $0.to == "A" })
        // B, B and two of three Cs become A; the third C becomes D.
        #expect(preview.moves.filter { $0.to == "A" }.count == 4)
        #expect(preview.up == 4)
        #expect(preview.down == 1)
        #expect(preview.moves.map(\.totalMinor) == preview.moves.map(\.totalMinor).sorted(by: >))
    }

    @Test func `a preview says what the promises cost, against what the agents may carry`() async throws {
        let now = await Scoring(day: day, policy: policy(), overrides: [:]).scores(
            of: customers,
            earlier: KnownScores()
        )
        let generous = try TierRules(
            method: .quantile,
            metric: .monetary,
            tiers: [
                Tier(name: "A", atLeast: 0.5, visitDays: 14, visitMinutes: 60, discountPercent: 10),
                Tier(name: "D", atLeast: 0, visitDays: nil),
            ],
            churn: .standard
        )
        let then = await Scoring(day: day, policy: policy(generous), overrides: [:])
            .scores(of: customers, earlier: KnownScores())

        let workload = PolicyPreview(
            current: now,
            proposed: then,
            currentRules: .standard,
            proposedRules: generous,
            capacity: .init(agents: 2, load: 14)
        ).workload

        // Now one A every 14 days, two B every 30, three C every 60, four D every 90, half an hour each.
        let visits = 7.0 / 14 + 2 * 7.0 / 30 + 3 * 7.0 / 60 + 4 * 7.0 / 90
        #expect(abs(workload.now.visitsPerWeek - visits) < 1e-12)
        #expect(abs(workload.now.hoursPerWeek - visits / 2) < 1e-12)
        #expect(workload.now.load == 3 + 2 * 2 + 3 + 4)
        #expect(workload.now.discountMinor == 0)
        #expect(workload.now.tiers.map(\.customers) == [1, 2, 3, 4])
        // Then the upper five every 14 days for an hour; 1.5 orders of 600 to 1,000 in a year, a tenth of it given.
        #expect(workload.proposed.visitsPerWeek == 2.5)
        #expect(workload.proposed.hoursPerWeek == 2.5)
        #expect(workload.proposed.load == 15)
        #expect(workload.proposed.discountMinor == 600)
        #expect(workload.proposed.tiers.map(\.tier) == ["A", "D"])
        #expect(workload.exceedsCapacity)
    }

    @Test func `customers of a tier that the rules do not know are counted with its visits`() async throws {
        let scores = await Scoring(day: day, policy: policy(), overrides: [:]).scores(
            of: customers,
            earlier: KnownScores()
        )
        let renamed = try TierRules(
            method: .quantile,
            metric: .monetary,
            tiers: [Tier(name: "A", atLeast: 0, visitDays: 7)],
            churn: .standard
        )

        let demand = PolicyWorkload.Demand(scores, rules: renamed)

        #expect(demand.tiers.map(\.tier) == ["A", "B", "C", "D"])
        #expect(demand.tiers.map(\.customers) == [1, 2, 3, 4])
        #expect(abs(demand.visitsPerWeek - (1 + 2 * 7.0 / 30 + 3 * 7.0 / 60 + 4 * 7.0 / 90)) < 1e-12)
    }
}

extension CalendarDate {
    fileprivate static var distant: CalendarDate {
        guard let day = CalendarDate(year: 9999, month: 12, day: 31) else { preconditionFailure("a valid day") }
        return day
    }
}
