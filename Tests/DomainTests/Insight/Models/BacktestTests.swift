import Domain
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

        print("CDNOW holdout, \(variant.rawValue): mean absolute error \(report.model.meanAbsolute)")
        print(
            "same as last period \(report.sameAsLastPeriod.meanAbsolute), own rhythm \(report.ownRhythm.meanAbsolute)"
        )
        print("inside the 90 % interval: \(report.intervalCoverage)")
        #expect(report.customers == 2357)
        #expect(report.actualOrders == 1882)
        #expect(report.intervalCoverage >= 0.88)
        #expect(report.beatsNaive)
        #expect(report.model.rootMeanSquare < report.ownRhythm.rootMeanSquare)
        #expect(report.model.rootMeanSquare < report.sameAsLastPeriod.rootMeanSquare)
    }

    @Test func `cumulative repeats are tracked within a tenth`() throws {
        let backtest = try backtest()
        let model = try #require(BetaGeometricModel.fit(backtest.sample)).model

        let tracking = try #require(backtest.report(of: model)).tracking

        let last = try #require(tracking.last)
        #expect(last.day == CDNOW.holdoutEnd)
        #expect(last.actual == 2457 + 1882)
        #expect(abs(last.expected / Double(last.actual) - 1) < 0.1)
        #expect(zip(tracking, tracking.dropFirst()).allSatisfy { $0.actual <= $1.actual && $0.expected < $1.expected })
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
}
