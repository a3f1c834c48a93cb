import Domain
import FoundationEssentials
import Store

/// One model, or the rule in its place.
struct ModelBody: Encodable, Sendable {
    let subject: ModelRecord.Subject
    let segment: Customer.Kind
    let source: ForecastSource
    let model: ModelRecord.Name?
    let customers: Int
    let repeatBuyers: Int
    let parameters: [ParameterBody]
    let converged: Bool?
    let logLikelihood: Double?
    let conditionNumber: Double?
    let meanValueMinor: Double?
    let correlation: Double?
    let doubts: [DoubtBody]

    struct ParameterBody: Encodable, Sendable {
        let name: String
        let value: Double
        let standardError: Double?
        let low: Double?
        let high: Double?
    }

    struct DoubtBody: Encodable, Sendable {
        let code: String
        let reason: String
    }

    init(_ record: ModelRecord, language: Language) {
        subject = record.subject
        segment = record.segment
        source = record.source
        model = record.model
        customers = record.customers
        repeatBuyers = record.repeatBuyers
        parameters = record.parameters.map {
            ParameterBody(
                name: $0.name,
                value: $0.value,
                standardError: $0.standardError,
                low: $0.interval?.lowerBound,
                high: $0.interval?.upperBound
            )
        }
        converged = record.diagnostics?.converged
        logLikelihood = record.diagnostics?.logLikelihood
        conditionNumber = record.diagnostics?.conditionNumber
        meanValueMinor = record.meanValue
        correlation = record.correlation
        doubts = record.doubts.map { DoubtBody(code: $0.code, reason: $0.reason(language)) }
    }

    static func notes(under path: String) -> [String: String] {
        [
            "\(path).source":
                "fitted to the segment, pooled (fitted to all customers, because of the doubts), or own_rhythm (a rule)",
            "\(path).model": "Absent where a rule speaks",
            "\(path).customers": "Customers it was fitted to",
            "\(path).repeat_buyers": "Customers among them with a repeat purchase",
            "\(path).parameters": "Times are days, money is minor units",
            "\(path).parameters.low": "With high, the 95 % interval",
            "\(path).log_likelihood": "At the estimates",
            "\(path).condition_number": "Of the information about the parameters",
            "\(path).mean_value_minor": "Mean value of a repeat over the customers; absent for orders",
            "\(path).correlation": "Between the number of repeats and their value, which the model assumes to be none",
            "\(path).doubts": "What was held against the models that were passed over",
        ]
    }
}

extension ModelRecord {
    /// Values for the examples, by subject.
    static func example(_ subject: Subject) -> ModelRecord {
        let (r, alpha) = (estimate("r", 0.525, 0.042), estimate("alpha", 43.3, 4.1))
        let orders = [r, alpha, estimate("a", 0.891, 0.14), estimate("b", 1.614, 0.32)]
        let value = [estimate("p", 6.25, 1.19), estimate("q", 3.74, 0.24), estimate("gamma", 1544, 420)]
        return ModelRecord(
            subject: subject,
            segment: .person,
            source: .pooled,
            model: subject == .orders ? .mbgnbd : .gammaGamma,
            customers: 2357,
            repeatBuyers: 1050,
            parameters: subject == .orders ? orders : value,
            diagnostics: FitDiagnostics(
                converged: true,
                iterations: 14,
                searches: 1,
                logLikelihood: -14_120.7,
                gradientNorm: 1e-9,
                conditionNumber: 212.5,
                atBounds: []
            ),
            doubts: [.tooFewCustomers(42)],
            meanValue: 3520.5,
            correlation: 0.11
        )
    }

    private static func estimate(_ name: String, _ value: Double, _ error: Double) -> ParameterEstimate {
        ParameterEstimate(
            name: name,
            value: value,
            standardError: error,
            interval: (value - 2 * error)...(value + 2 * error)
        )
    }
}

/// A version of the models.
struct ModelsBody: Body {
    let number: Int
    let windowStart: CalendarDate?
    let windowEnd: CalendarDate
    let codeVersion: String
    let fittedAt: Date
    let models: [ModelBody]
    let holdout: HoldoutBody?

    struct HoldoutBody: Encodable, Sendable {
        let calibrationEnd: CalendarDate
        let holdoutEnd: CalendarDate
        let customers: Int
        let actualOrders: Int
        let expectedOrders: Double
        let meanAbsolute: Double
        let meanAbsoluteSameAsLastPeriod: Double
        let meanAbsoluteOwnRhythm: Double
        let intervalCoverage: Double
    }

    static let notes = [
        "number": "Version in the company, from 1",
        "window_start": "Day of the first order it rests on",
        "window_end": "Last day whose orders it rests on",
        "code_version": "Version of the program's mathematics",
        "models": "For each kind of customer one of orders and one of value",
        "holdout": "How it would have foretold a period that was kept from it; absent until a backtest",
        "holdout.mean_absolute": "Mean absolute error, in purchase days by customer",
        "holdout.interval_coverage": "Share of customers whose purchase days lie in their 90 % interval",
    ].merging(ModelBody.notes(under: "models")) { first, _ in first }
}

extension ModelsBody {
    init(_ kept: KeptModels, language: Language) {
        self.init(
            number: kept.book.number,
            windowStart: kept.book.windowStart,
            windowEnd: kept.book.windowEnd,
            codeVersion: kept.codeVersion,
            fittedAt: kept.fittedAt,
            models: kept.book.records.map { ModelBody($0, language: language) },
            holdout: kept.holdout.map(HoldoutBody.init)
        )
    }

    static let example = ModelsBody(
        number: 3,
        windowStart: Examples.day.adding(days: -700),
        windowEnd: Examples.day,
        codeVersion: ModelBook.codeVersion,
        fittedAt: Examples.instant,
        models: ModelRecord.Subject.allCases.map { ModelBody(.example($0), language: .english) },
        holdout: HoldoutBody(
            calibrationEnd: Examples.day.adding(days: -90),
            holdoutEnd: Examples.day,
            customers: 2357,
            actualOrders: 1788,
            expectedOrders: 1750.3,
            meanAbsolute: 0.765,
            meanAbsoluteSameAsLastPeriod: 0.897,
            meanAbsoluteOwnRhythm: 0.789,
            intervalCoverage: 0.95
        )
    )
}

extension ModelsBody.HoldoutBody {
    init(_ figures: HoldoutFigures) {
        self.init(
            calibrationEnd: figures.calibrationEnd,
            holdoutEnd: figures.holdoutEnd,
            customers: figures.customers,
            actualOrders: figures.actualOrders,
            expectedOrders: figures.expectedOrders,
            meanAbsolute: figures.meanAbsolute,
            meanAbsoluteSameAsLastPeriod: figures.meanAbsoluteSameAsLastPeriod,
            meanAbsoluteOwnRhythm: figures.meanAbsoluteOwnRhythm,
            intervalCoverage: figures.intervalCoverage
        )
    }
}
