import Domain
import Testing

@Suite struct ChurnRuleTests {
    private func figures(days: [Int32]) throws -> PurchaseFigures {
        try #require(PurchaseFigures(PurchaseHistory(dayNumbers: days, totalMinor: 1)))
    }

    @Test func `late begins the day after the longer of twice the usual gap and the slow gap`() throws {
        // Gaps 10, 10, 10: usual 10, slow 10, so 20 days are in time.
        let figures = try figures(days: [1000, 1010, 1020, 1030])
        let inTime = try #require(CalendarDate(dayNumber: 1050)), late = try #require(CalendarDate(dayNumber: 1051))

        #expect(ChurnRule.standard.lateness(of: figures, on: inTime) == nil)
        let lateness = try #require(ChurnRule.standard.lateness(of: figures, on: late))
        #expect(lateness.usualDays == 10)
        #expect(lateness.lateAfterDays == 20)
        #expect(lateness.silentDays == 21)
        #expect(lateness.orderDays == 4)
    }

    @Test func `who pauses long now and then is not late earlier than that`() throws {
        // Gaps 10, 10, 100: slow is 100.
        let figures = try figures(days: [1000, 1010, 1020, 1120])

        #expect(ChurnRule.standard.lateness(of: figures, on: try #require(CalendarDate(dayNumber: 1220))) == nil)
        #expect(ChurnRule.standard.lateness(of: figures, on: try #require(CalendarDate(dayNumber: 1221))) != nil)
    }

    @Test func `two purchase days are no rhythm`() throws {
        let figures = try figures(days: [1000, 1010])

        #expect(ChurnRule.standard.lateness(of: figures, on: try #require(CalendarDate(dayNumber: 9000))) == nil)
    }

    @Test func `the reason cites the customer's own numbers in both languages`() throws {
        let figures = try figures(days: [1000, 1010, 1020, 1030])
        let day = try #require(CalendarDate(dayNumber: 1051))
        let lateness = try #require(ChurnRule.standard.lateness(of: figures, on: day))

        for language in Language.allCases {
            let reason = lateness.reason(language)
            for number in ["21", "4", "10", "20", figures.lastOn.description] { #expect(reason.contains(number)) }
        }
        #expect(lateness.reason(.english) != lateness.reason(.chinese))
    }

    @Test func `nobody is warned of a silence that would count as lost already`() throws {
        let rule = ChurnRule(minimumOrderDays: 3, lateFactor: 2, lostAfterDays: 60)
        // In time up to 20 days of silence, so open up to 80.
        let figures = try figures(days: [1000, 1010, 1020, 1030])
        let silences = try [1050, 1051, 1110, 1111].map { number in
            let day = try #require(CalendarDate(dayNumber: number))
            return rule.concern(about: score(figures, risk: .high), on: day)?.silentDays
        }

        #expect(silences == [nil, 21, 80, nil])
    }

    private func score(_ figures: PurchaseFigures, risk: ChurnRisk) -> CustomerScore {
        CustomerScore(
            customer: .make(),
            figures: figures,
            ranks: CustomerRanks(recency: 1, frequency: 1, monetary: 1, potential: 1),
            placement: TierPlacement(
                tier: "A",
                since: figures.lastOn,
                cause: .policy,
                policy: .make(),
                reached: 0,
                visitDays: nil
            ),
            expectation: CustomerExpectation(alivePercent: 50, ordersInYear: 1, nextOrderDays: 9, lifetimeMinor: 1),
            risk: risk,
            stage: StagePlacement(stage: .mature, since: figures.lastOn),
            holdsUntil: nil
        )
    }

    @Test func `a warning is dismissed once`() throws {
        let figures = try figures(days: [1000, 1010, 1020, 1030])
        let day = try #require(CalendarDate(dayNumber: 1051))
        var warning = ChurnWarning(
            id: .make(),
            customer: .make(),
            lateness: try #require(ChurnRule.standard.lateness(of: figures, on: day)),
            stake: RetentionStake(risk: .high, lifetimeMinor: 1, play: .call, modelNumber: 1),
            raisedOn: day,
            dueOn: day,
            state: .open,
            closedAt: nil
        )

        try warning.dismiss()

        #expect(throws: ChurnWarningError.closed) { try warning.dismiss() }
    }
}
