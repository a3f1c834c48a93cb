import Domain
import FoundationEssentials

struct NewBacktest: Described {
    let calibrationEnd: CalendarDate?
    let holdoutEnd: CalendarDate?

    var period: BacktestPeriod { BacktestPeriod(calibrationEnd: calibrationEnd, holdoutEnd: holdoutEnd) }

    static let fields: [Field<Self>] = [
        .date(
            "calibration_end",
            \.calibrationEnd,
            "Last day to learn from; absent is a third of the history before holdout_end, at most 365 days"
        ),
        .date("holdout_end", \.holdoutEnd, "Last day to foretell; absent is the day of the last order"),
    ]
}

/// A backtest in a list.
struct BacktestBody: Body {
    let id: BacktestRecord.ID
    let number: Int
    let calibrationEnd: CalendarDate
    let holdoutEnd: CalendarDate
    let source: ForecastSource
    let model: BetaGeometricModel.Variant?
    let parameters: [ParameterBody]
    let doubts: [String]
    let customers: Int
    let actualOrders: Int
    let errors: ErrorsBody
    let beatsNaive: Bool
    let intervalCoverage: Double?
    let summary: String
    let codeVersion: String
    let finishedAt: Date

    init(_ record: BacktestRecord, language: Language) {
        let result = record.result
        id = record.id
        number = record.number
        calibrationEnd = result.calibrationEnd
        holdoutEnd = result.holdoutEnd
        source = result.source
        model = result.variant
        parameters = result.parameters.map(ParameterBody.init)
        doubts = result.doubts
        customers = result.report.customers
        actualOrders = result.report.actualOrders
        errors = ErrorsBody(result.report)
        beatsNaive = result.report.beatsNaive
        intervalCoverage = result.report.intervalCoverage
        summary = result.summary(language)
        codeVersion = result.codeVersion
        finishedAt = record.finishedAt
    }

    static let example = BacktestBody(.example, language: .english)
    static let notes = [
        "number": "Counts the backtests of the company, from 1",
        "calibration_end": "Last day that was learned from",
        "holdout_end": "Last day that was foretold",
        "source": "fitted (a model of the company), or own_rhythm where no model holds",
        "model": "bg_nbd or mbg_nbd; absent where no model holds",
        "parameters": "The model's parameters, times in days",
        "parameters.standard_error": "Absent where the data does not determine it",
        "doubts": "Codes of what was held against models that were passed over",
        "customers": "Customers who bought before the holdout",
        "actual_orders": "Their purchase days in the holdout",
        "errors": "Forecasts of each customer's purchase days in the holdout, against what came",
        "errors.model": "Absent where no model holds",
        "errors.same_as_last_period": "The naive forecast: as many as in as many days before",
        "errors.own_rhythm": "The naive forecast: as often as so far, none of who is late",
        "beats_naive": "Whether the model's mean absolute error is below that of both naive forecasts",
        "interval_coverage": "Share of customers whose orders lie in their 90 % interval; absent without a model",
        "summary": "What came of it, in one sentence in the reader's language",
        "code_version": "Version of the mathematics",
    ].merging(ErrorBody.notes(under: "errors.model")) { first, _ in first }
        .merging(ErrorBody.notes(under: "errors.same_as_last_period")) { first, _ in first }
        .merging(ErrorBody.notes(under: "errors.own_rhythm")) { first, _ in first }
}

/// A backtest with its curves.
struct BacktestDetailBody: Body {
    let backtest: BacktestBody
    let tracking: [TrackingBody]
    let deciles: [DecileBody]

    struct TrackingBody: Encodable, Sendable {
        let day: CalendarDate
        let actual: Int
        let expected: Double?
    }

    struct DecileBody: Encodable, Sendable {
        let customers: Int
        let probabilityAlive: Double
        let expectedShare: Double
        let actualShare: Double
    }

    init(_ record: BacktestRecord, language: Language) {
        backtest = BacktestBody(record, language: language)
        tracking = record.result.report.tracking.compactMap { point in
            CalendarDate(dayNumber: Int(point.day)).map {
                TrackingBody(day: $0, actual: point.actual, expected: point.expected)
            }
        }
        deciles = record.result.report.deciles.map {
            DecileBody(
                customers: $0.customers,
                probabilityAlive: $0.probabilityAlive,
                expectedShare: $0.expectedShare,
                actualShare: $0.actualShare
            )
        }
    }

    static let example = BacktestDetailBody(.example, language: .english)
    static let notes = [
        "tracking": "Repeat purchase days of all customers from the first on, by week, with the end of the holdout",
        "tracking.day": "The sums include this day",
        "tracking.expected": "What the model expects of customers who began when they did; absent without a model",
        "deciles": "Tenths of the customers, from the least to the most probably alive; none without a model",
        "deciles.probability_alive": "Mean probability to be alive at the end of the calibration",
        "deciles.expected_share": "Share of the tenth that should have ordered in the holdout",
        "deciles.actual_share": "Share of the tenth that did",
    ].merging(BacktestBody.notes.map { ("backtest.\($0.key)", $0.value) }) { first, _ in first }
}

struct ParameterBody: Encodable, Sendable {
    let name: String
    let value: Double
    let standardError: Double?

    init(_ parameter: BacktestResult.Parameter) {
        name = parameter.name
        value = parameter.value
        standardError = parameter.standardError
    }
}

struct ErrorsBody: Encodable, Sendable {
    let model: ErrorBody?
    let sameAsLastPeriod: ErrorBody
    let ownRhythm: ErrorBody

    init(_ report: BacktestReport) {
        model = report.model.map(ErrorBody.init)
        sameAsLastPeriod = ErrorBody(report.sameAsLastPeriod)
        ownRhythm = ErrorBody(report.ownRhythm)
    }
}

struct ErrorBody: Encodable, Sendable {
    let total: Double
    let meanAbsolute: Double
    let rootMeanSquare: Double

    init(_ error: ForecastError) {
        total = error.total
        meanAbsolute = error.meanAbsolute
        rootMeanSquare = error.rootMeanSquare
    }

    static func notes(under path: String) -> [String: String] {
        [
            "\(path).total": "Sum of the forecasts",
            "\(path).mean_absolute": "Mean absolute error, in purchase days by customer",
            "\(path).root_mean_square": "Square root of the mean squared error",
        ]
    }
}

extension BacktestRecord {
    /// The CDNOW sample with the published protocol.
    fileprivate static let example = BacktestRecord(
        id: Examples.id(22),
        number: 1,
        result: BacktestResult(
            calibrationEnd: Examples.day.adding(days: -273),
            holdoutEnd: Examples.day,
            source: .fitted,
            variant: .mbgnbd,
            parameters: [.init(name: "r", value: 0.525, standardError: 0.04)],
            doubts: ["too_few_customers"],
            report: BacktestReport(
                customers: 2357,
                actualOrders: 1882,
                model: ForecastError(total: 1715.2, meanAbsolute: 0.745, rootMeanSquare: 1.6),
                sameAsLastPeriod: ForecastError(total: 2457, meanAbsolute: 0.96, rootMeanSquare: 2.1),
                ownRhythm: ForecastError(total: 2900.5, meanAbsolute: 1.03, rootMeanSquare: 2.2),
                intervalCoverage: 0.93,
                tracking: [TrackingPoint(day: 20_779, actual: 4339, expected: 4172.4)],
                deciles: [
                    AliveDecile(customers: 236, probabilityAlive: 0.21, expectedShare: 0.08, actualShare: 0.09)
                ]
            )
        ),
        finishedAt: Examples.instant
    )
}
