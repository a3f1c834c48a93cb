/// What a backtest of a company found: the model that would have been used, and how it would have fared.
public struct BacktestResult: Hashable, Sendable, Codable {
    /// A parameter of the model.
    public struct Parameter: Hashable, Sendable, Codable {
        /// The name in the literature: "r", "alpha", "a", "b".
        public let name: String
        /// The estimate; times are days.
        public let value: Double
        /// Its standard error; nil where the information is singular.
        public let standardError: Double?

        private enum CodingKeys: String, CodingKey {
            case name
            case value
            case standardError = "standard_error"
        }

        /// A parameter as it is kept.
        public init(name: String, value: Double, standardError: Double?) {
            self.name = name
            self.value = value
            self.standardError = standardError
        }
    }

    /// Last day of the calibration.
    public let calibrationEnd: CalendarDate
    /// Last day of the holdout, which begins the day after.
    public let holdoutEnd: CalendarDate
    /// What would have been used: the company's own model, or its customers' own rhythm where no model holds.
    public let source: ForecastSource
    /// The model; nil where none holds.
    public let variant: BetaGeometricModel.Variant?
    /// Its parameters; none where no model holds.
    public let parameters: [Parameter]
    /// Codes of what was held against the fits, see ``FitDoubt``.
    public let doubts: [String]
    /// How it fared.
    public let report: BacktestReport
    /// The version of the mathematics that gave all of this.
    public let codeVersion: String

    private enum CodingKeys: String, CodingKey {
        case calibrationEnd = "calibration_end"
        case holdoutEnd = "holdout_end"
        case source
        case variant = "model"
        case parameters
        case doubts
        case report
        case codeVersion = "code_version"
    }

    /// A result as it is kept.
    public init(
        calibrationEnd: CalendarDate,
        holdoutEnd: CalendarDate,
        source: ForecastSource,
        variant: BetaGeometricModel.Variant?,
        parameters: [Parameter],
        doubts: [String],
        report: BacktestReport,
        codeVersion: String = ModelBook.codeVersion
    ) {
        self.calibrationEnd = calibrationEnd
        self.holdoutEnd = holdoutEnd
        self.source = source
        self.variant = variant
        self.parameters = parameters
        self.doubts = doubts
        self.report = report
        self.codeVersion = codeVersion
    }

    /// Fits a model to the calibration as the nightly run would have done on its last day, and judges it by the holdout.
    /// Nil where nobody bought in the calibration.
    public init?(purchaseDays: some Sequence<[Int32]>, window: BacktestWindow) async {
        let backtest = Backtest(purchaseDays: purchaseDays, window: window)
        let choice = await ModelChoice.orders(of: backtest.sample)
        guard let report = backtest.report(of: choice.fit?.model) else { return nil }
        guard let calibrationEnd = CalendarDate(dayNumber: Int(window.calibrationEnd)) else { return nil }
        guard let holdoutEnd = CalendarDate(dayNumber: Int(window.holdoutEnd)) else { return nil }
        self.init(
            calibrationEnd: calibrationEnd,
            holdoutEnd: holdoutEnd,
            source: choice.source,
            variant: choice.fit?.model.variant,
            parameters: choice.fit?.estimates.map {
                Parameter(name: $0.name, value: $0.value, standardError: $0.standardError)
            } ?? [],
            doubts: choice.doubts.map(\.code),
            report: report
        )
    }
}
