/// What a version of the models says of one segment and one subject, with what is known about the fit.
public struct ModelRecord: Hashable, Sendable {
    /// What a model speaks of.
    public enum Subject: String, Hashable, Sendable, Codable, CaseIterable {
        /// When customers buy.
        case orders
        /// How much they spend.
        case value
    }

    /// A model by its name in records and interfaces.
    public enum Name: String, Hashable, Sendable, Codable, CaseIterable {
        /// ``BetaGeometricModel/Variant/bgnbd``
        case bgnbd = "bg_nbd"
        /// ``BetaGeometricModel/Variant/mbgnbd``
        case mbgnbd = "mbg_nbd"
        /// ``GammaGammaModel``
        case gammaGamma = "gamma_gamma"
    }

    /// What it speaks of.
    public let subject: Subject
    /// The customers it speaks of.
    public let segment: Customer.Kind
    /// Whether it was fitted to the segment or to all customers, or is a rule.
    public let source: ForecastSource
    /// Which model; nil where a rule speaks.
    public let model: Name?
    /// Customers it was fitted to; where a rule speaks, customers of the segment.
    public let customers: Int
    /// Customers among them with a repeat.
    public let repeatBuyers: Int
    /// The parameters, in days and minor units; none where a rule speaks.
    public let parameters: [ParameterEstimate]
    /// How the fit went; nil where a rule speaks.
    public let diagnostics: FitDiagnostics?
    /// What was held against the models that were passed over.
    public let doubts: [FitDoubt]
    /// Mean value of a repeat over the customers, in minor units; nil for orders.
    public let meanValue: Double?
    /// Between the number of repeats and their value, which the model of value assumes to be none; nil for orders, and
    /// where either is always the same.
    public let correlation: Double?

    /// A record as it is kept.
    public init(
        subject: Subject,
        segment: Customer.Kind,
        source: ForecastSource,
        model: Name?,
        customers: Int,
        repeatBuyers: Int,
        parameters: [ParameterEstimate],
        diagnostics: FitDiagnostics?,
        doubts: [FitDoubt],
        meanValue: Double?,
        correlation: Double?
    ) {
        self.subject = subject
        self.segment = segment
        self.source = source
        self.model = model
        self.customers = customers
        self.repeatBuyers = repeatBuyers
        self.parameters = parameters
        self.diagnostics = diagnostics
        self.doubts = doubts
        self.meanValue = meanValue
        self.correlation = correlation
    }

    private func parameter(_ name: String) -> Double? {
        parameters.first { $0.name == name }?.value
    }

    /// The model of buying; nil where a rule speaks, and for value.
    public var betaGeometric: BetaGeometricModel? {
        guard let variant = model.flatMap({ BetaGeometricModel.Variant(rawValue: $0.rawValue) }) else { return nil }
        guard let r = parameter("r"), let alpha = parameter("alpha") else { return nil }
        guard let a = parameter("a"), let b = parameter("b") else { return nil }
        return BetaGeometricModel(variant: variant, r: r, alpha: alpha, a: a, b: b)
    }

    /// The model of value; nil where the plain means speak, and for orders.
    public var gammaGamma: GammaGammaModel? {
        guard let p = parameter("p"), let q = parameter("q"), let gamma = parameter("gamma") else { return nil }
        return GammaGammaModel(p: p, q: q, gamma: gamma)
    }
}

/// How a version of the models would have foretold a period that was kept from it.
public struct HoldoutFigures: Hashable, Sendable, Codable {
    /// Last day of the calibration.
    public let calibrationEnd: CalendarDate
    /// Last day of the holdout.
    public let holdoutEnd: CalendarDate
    /// Customers who bought before the end of the calibration.
    public let customers: Int
    /// Their purchase days in the holdout.
    public let actualOrders: Int
    /// Purchase days that the model foretold.
    public let expectedOrders: Double
    /// Mean absolute error of the model, in purchase days by customer.
    public let meanAbsolute: Double
    /// The same of as many as in the period before.
    public let meanAbsoluteSameAsLastPeriod: Double
    /// The same of the own rhythm.
    public let meanAbsoluteOwnRhythm: Double
    /// Share of customers whose purchase days lie in their 90 % interval.
    public let intervalCoverage: Double

    private enum CodingKeys: String, CodingKey {
        case calibrationEnd = "calibration_end"
        case holdoutEnd = "holdout_end"
        case customers
        case actualOrders = "actual_orders"
        case expectedOrders = "expected_orders"
        case meanAbsolute = "mean_absolute"
        case meanAbsoluteSameAsLastPeriod = "mean_absolute_same_as_last_period"
        case meanAbsoluteOwnRhythm = "mean_absolute_own_rhythm"
        case intervalCoverage = "interval_coverage"
    }

    /// The figures of a backtest; nil where no model held.
    public init?(_ result: BacktestResult) {
        let report = result.report
        guard let model = report.model, let coverage = report.intervalCoverage else { return nil }
        calibrationEnd = result.calibrationEnd
        holdoutEnd = result.holdoutEnd
        customers = report.customers
        actualOrders = report.actualOrders
        expectedOrders = model.total
        meanAbsolute = model.meanAbsolute
        meanAbsoluteSameAsLastPeriod = report.sameAsLastPeriod.meanAbsolute
        meanAbsoluteOwnRhythm = report.ownRhythm.meanAbsolute
        intervalCoverage = coverage
    }
}
