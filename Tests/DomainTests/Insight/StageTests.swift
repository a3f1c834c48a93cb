import Domain
import Testing

@Suite struct StageTests {
    private let day = CalendarDate(dayNumber: 20_000) ?? .last

    private func figures(_ ages: [Int]) throws -> PurchaseFigures {
        let days = ages.map { Int32(20_000 - $0) }
        return try #require(PurchaseFigures(PurchaseHistory(dayNumbers: days, amounts: days.map { _ in 1000 })))
    }

    private func expectation(alive: Int?, ordersInYear: Double = 2) -> CustomerExpectation {
        CustomerExpectation(alivePercent: alive, ordersInYear: ordersInYear, nextOrderDays: 30, lifetimeMinor: 1000)
    }

    private func stage(_ ages: [Int], alive: Int, after earlier: StagePlacement? = nil) throws -> StagePlacement {
        let figures = try figures(ages)
        let risk = ChurnRisk(of: figures, expectation(alive: alive), on: day)
        return StagePlacement(of: figures, risk: risk, on: day, after: earlier)
    }

    @Test(arguments: [
        (100, ChurnRisk.low), (70, .low), (69, .medium), (40, .medium), (39, .high), (10, .high), (9, .gone),
    ])
    func `the risk follows the probability to be alive`(percent: Int, risk: ChurnRisk) throws {
        #expect(ChurnRisk(of: try figures([400, 200]), expectation(alive: percent), on: day) == risk)
    }

    @Test func `who is hardly to order in years is gone, however alive`() throws {
        let expectation = expectation(alive: 100, ordersInYear: 0.04)

        #expect(ChurnRisk(of: try figures([2000]), expectation, on: day) == .gone)
    }

    @Test(arguments: [(90, ChurnRisk.low), (91, .medium), (180, .medium), (181, .high), (365, .high), (366, .gone)])
    func `without a model, silence decides about one-time buyers`(silence: Int, risk: ChurnRisk) throws {
        #expect(ChurnRisk(of: try figures([silence]), expectation(alive: nil), on: day) == risk)
    }

    @Test(arguments: [(45, ChurnRisk.low), (46, .medium), (60, .medium), (61, .high), (180, .high), (181, .gone)])
    func `without a model, silence is held against the own mean gap`(silence: Int, risk: ChurnRisk) throws {
        let ages = [silence, silence + 20, silence + 60]

        #expect(ChurnRisk(of: try figures(ages), expectation(alive: nil), on: day) == risk)
    }

    @Test func `the stages follow their entry rules`() throws {
        #expect(try stage([90, 10], alive: 90).stage == .new)
        #expect(try stage([400, 300, 200, 100, 10], alive: 90).stage == .mature)
        #expect(try stage([400, 250, 100, 50, 10], alive: 90).stage == .growing)
        #expect(try stage([400, 350, 300, 150, 10], alive: 90).stage == .declining)
        #expect(try stage([400, 300, 200, 100, 10], alive: 60).stage == .declining)
        #expect(try stage([91], alive: 90).stage == .declining)
        #expect(try stage([400, 300], alive: 5).stage == .lost)
    }

    @Test func `who orders after being lost is won back, for half a year`() throws {
        let lost = StagePlacement(stage: .lost, since: day.adding(days: -40))
        let back = try stage([800, 700, 10], alive: 80, after: lost)
        let soon = StagePlacement(stage: .wonBack, since: day.adding(days: -179))
        let late = StagePlacement(stage: .wonBack, since: day.adding(days: -180))

        #expect(back == StagePlacement(stage: .wonBack, since: day))
        #expect(try stage([800, 700, 10], alive: 80, after: soon) == soon)
        #expect(try stage([800, 700, 10], alive: 80, after: late).stage == .mature)
        // The order came before the loss was seen: an import that was late.
        #expect(try stage([800, 700, 60], alive: 80, after: lost).stage == .mature)
    }

    @Test func `a stage that stays keeps its beginning`() throws {
        let earlier = StagePlacement(stage: .mature, since: day.adding(days: -100))

        #expect(try stage([400, 300, 200, 100, 10], alive: 90, after: earlier) == earlier)
    }
}
