import Domain
import FoundationEssentials
import Testing

@Suite struct BacktestTests {
    private func backtest() throws -> Backtest {
        let window = try #require(
            BacktestWindow(calibrationEnd: CDNOW.calibrationEnd, holdoutEnd: CDNOW.holdoutEnd)
        )
        #expect(window.holdoutDays == 39 * 7)
        return Backtest(purchaseDays: try CDNOW.orders().map { $0.map(\.day) }, window: window)
    }

    @Test(arguments: BetaGeometricModel.Variant.allCases)
    func `the model beats both naive forecasts in the 39 weeks held out`(_ variant: BetaGeometricModel.Variant) throws {
        let backtest = try backtest()
        let fit = try #require(BetaGeometricModel.fit(backtest.sample, variant: variant))

        let report = try #require(backtest.report(of: fit.model))

        let model = try #require(report.model)
        print("CDNOW holdout, \(variant.rawValue): mean absolute error \(model.meanAbsolute)")
        print(
            "same as last period \(report.sameAsLastPeriod.meanAbsolute), own rhythm \(report.ownRhythm.meanAbsolute)"
        )
        let coverage = try #require(report.intervalCoverage)
        print("inside the 90 % interval: \(coverage)")
        #expect(report.customers == 2357)
        #expect(report.actualOrders == 1882)
        #expect(coverage >= 0.88)
        #expect(report.beatsNaive)
        #expect(model.rootMeanSquare < report.ownRhythm.rootMeanSquare)
        #expect(model.rootMeanSquare < report.sameAsLastPeriod.rootMeanSquare)
    }

    @Test func `cumulative repeats are tracked within a tenth`() throws {
        let backtest = try backtest()
        let model = try #require(BetaGeometricModel.fit(backtest.sample)).model

        let tracking = try #require(backtest.report(of: model)).tracking

        let last = try #require(tracking.last)
        #expect(last.day == CDNOW.holdoutEnd)
        #expect(last.actual == 2457 + 1882)
        #expect(abs(try #require(last.expected) / Double(last.actual) - 1) < 0.1)
        let expected = tracking.compactMap(\.expected)
        #expect(expected.count == tracking.count)
        #expect(zip(tracking, tracking.dropFirst()).allSatisfy { $0.actual <= $1.actual })
        #expect(zip(expected, expected.dropFirst()).allSatisfy { $0 < $1 })
    }

    @Test func `customers stand by tenths of their probability to be alive`() throws {
        let backtest = try backtest()
        let model = try #require(BetaGeometricModel.fit(backtest.sample, variant: .mbgnbd)).model

        let deciles = try #require(backtest.report(of: model)).deciles

        #expect(deciles.count == 10)
        #expect(deciles.reduce(0) { $0 + $1.customers } == 2357)
        #expect(deciles.map(\.probabilityAlive) == deciles.map(\.probabilityAlive).sorted())
        #expect(deciles.allSatisfy { $0.expectedShare <= $0.probabilityAlive })
    }

    @Test func `nobody in the calibration gives no report`() throws {
        let window = try #require(BacktestWindow(calibrationEnd: 100, holdoutEnd: 200))
        let model = try #require(BetaGeometricModel(variant: .bgnbd, r: 1, alpha: 1, a: 1, b: 1))

        #expect(Backtest(purchaseDays: [[150, 180]], window: window).report(of: model) == nil)
        #expect(BacktestWindow(calibrationEnd: 100, holdoutEnd: 100) == nil)
    }

    @Test func `few customers fill few tenths`() throws {
        let window = try #require(BacktestWindow(calibrationEnd: 100, holdoutEnd: 200))
        let model = try #require(BetaGeometricModel(variant: .bgnbd, r: 1, alpha: 1, a: 1, b: 1))

        let report = try #require(
            Backtest(purchaseDays: [[0, 50, 50, 150], [10, 300]], window: window).report(of: model)
        )

        #expect(report.customers == 2)
        #expect(report.actualOrders == 1)
        #expect(report.deciles.reduce(0) { $0 + $1.customers } == 2)
        #expect(report.sameAsLastPeriod.total == 1)
    }

    @Test func `without a model the naive forecasts are compared`() throws {
        let window = try #require(BacktestWindow(calibrationEnd: 100, holdoutEnd: 200))

        let report = try #require(Backtest(purchaseDays: [[0, 50, 150], [10]], window: window).report(of: nil))

        #expect(report.model == nil)
        #expect(report.sameAsLastPeriod.meanAbsolute == 0)
        #expect(report.ownRhythm.total == 1)
        #expect(report.tracking.last?.actual == 2)
        #expect(report.tracking.allSatisfy { $0.expected == nil })
        #expect(report.deciles.isEmpty)
        #expect(!report.beatsNaive)
    }

    @Test func `the result of a company names its model, or why there is none`() async throws {
        let window = try #require(
            BacktestWindow(calibrationEnd: CDNOW.calibrationEnd, holdoutEnd: CDNOW.holdoutEnd)
        )
        let days = try CDNOW.orders().map { $0.map(\.day) }

        let whole = try #require(await BacktestResult(purchaseDays: days, window: window))
        let few = try #require(await BacktestResult(purchaseDays: days.prefix(20), window: window))

        #expect(whole.source == .fitted)
        #expect(whole.variant == .mbgnbd)
        #expect(whole.parameters.map(\.name) == ["r", "alpha", "a", "b"])
        #expect(whole.report.beatsNaive)
        #expect(few.source == .ownRhythm)
        #expect(few.variant == nil)
        #expect(few.doubts.contains("too_few_customers"))
        #expect(few.report.customers == 20)
        #expect(try JSONDecoder().decode(BacktestResult.self, from: JSONEncoder().encode(whole)) == whole)
    }

    @Test func `the holdout is the last third of the orders, or the last year`() throws {
        func length(_ days: [Int32], _ ask: BacktestPeriod = BacktestPeriod()) throws -> [Int32] {
            let window = try ask.window(of: [days, []], through: 10_000)
            return [window.calibrationEnd, window.holdoutEnd]
        }
        #expect(try length([0, 90]) == [60, 90])
        #expect(try length([0, 9000]) == [8635, 9000])
        #expect(try length([0, 9000, 20_000]) == [8635, 9000])
        #expect(throws: BacktestError.tooLittleHistory) { try length([5]) }
        #expect(throws: BacktestError.tooLittleHistory) { try length([]) }
        let day = try #require(CalendarDate(dayNumber: 40))
        #expect(try length([0, 90], BacktestPeriod(calibrationEnd: day)) == [40, 90])
        #expect(try length([0, 90], BacktestPeriod(holdoutEnd: day)) == [27, 40])
        #expect(throws: BacktestError.emptyHoldout) {
            try length([0, 90], BacktestPeriod(calibrationEnd: day, holdoutEnd: day))
        }
    }
}
