/// How well orders of a period would have been foretold.
public struct BacktestReport: Hashable, Sendable, Codable {
    /// Customers who bought before the end of the calibration.
    public let customers: Int
    /// Their purchase days in the holdout.
    public let actualOrders: Int
    /// The model's forecast of each customer's purchase days in the holdout; nil where no model holds.
    public let model: ForecastError?
    /// As many as in the days before, as many as the holdout has; the first purchase of a customer does not count.
    public let sameAsLastPeriod: ForecastError
    /// ``OwnRhythm``.
    public let ownRhythm: ForecastError
    /// Share of customers whose purchase days in the holdout lie in their 90 % interval; nil where no model holds.
    public let intervalCoverage: Double?
    /// Repeat purchase days of all customers from the first to each week's end, up to the end of the holdout.
    public let tracking: [TrackingPoint]
    /// Customers by their probability to be alive at the end of the calibration, from the lowest tenth to the highest;
    /// none where no model holds.
    public let deciles: [AliveDecile]

    private enum CodingKeys: String, CodingKey {
        case customers
        case actualOrders = "actual_orders"
        case model
        case sameAsLastPeriod = "same_as_last_period"
        case ownRhythm = "own_rhythm"
        case intervalCoverage = "interval_coverage"
        case tracking
        case deciles
    }

    /// A report as it is kept.
    public init(
        customers: Int,
        actualOrders: Int,
        model: ForecastError?,
        sameAsLastPeriod: ForecastError,
        ownRhythm: ForecastError,
        intervalCoverage: Double?,
        tracking: [TrackingPoint],
        deciles: [AliveDecile]
    ) {
        self.customers = customers
        self.actualOrders = actualOrders
        self.model = model
        self.sameAsLastPeriod = sameAsLastPeriod
        self.ownRhythm = ownRhythm
        self.intervalCoverage = intervalCoverage
        self.tracking = tracking
        self.deciles = deciles
    }

    /// Whether the model's mean absolute error is below that of both naive forecasts.
    public var beatsNaive: Bool {
        guard let model else { return false }
        return model.meanAbsolute < min(sameAsLastPeriod.meanAbsolute, ownRhythm.meanAbsolute)
    }
}

/// How far the forecasts of single customers were off.
public struct ForecastError: Hashable, Sendable, Codable {
    /// Sum of the forecasts.
    public let total: Double
    /// Mean of the absolute differences, in purchase days by customer.
    public let meanAbsolute: Double
    /// Square root of the mean squared difference, in purchase days by customer.
    public let rootMeanSquare: Double

    private enum CodingKeys: String, CodingKey {
        case total
        case meanAbsolute = "mean_absolute"
        case rootMeanSquare = "root_mean_square"
    }

    /// An error as it is kept.
    public init(total: Double, meanAbsolute: Double, rootMeanSquare: Double) {
        self.total = total
        self.meanAbsolute = meanAbsolute
        self.rootMeanSquare = rootMeanSquare
    }

    /// The error of forecasts against what came; both of at least one customer, in the same order.
    init(forecasts: [Double], actual: [Int]) {
        var (sum, absolute, squared) = (0.0, 0.0, 0.0)
        for (forecast, actual) in zip(forecasts, actual) {
            sum += forecast
            absolute += abs(forecast - Double(actual))
            squared += (forecast - Double(actual)) * (forecast - Double(actual))
        }
        total = sum
        meanAbsolute = absolute / Double(actual.count)
        rootMeanSquare = (squared / Double(actual.count)).squareRoot()
    }
}

/// A point of the curve of cumulative repeat purchase days.
public struct TrackingPoint: Hashable, Sendable, Codable {
    /// The day that the sums include.
    public let day: Int32
    /// What came.
    public let actual: Int
    /// What the model expects of customers who began on these days, knowing nothing else of them; nil where no model
    /// holds.
    public let expected: Double?

    /// A point as it is kept.
    public init(day: Int32, actual: Int, expected: Double?) {
        self.day = day
        self.actual = actual
        self.expected = expected
    }
}

/// A tenth of the customers.
public struct AliveDecile: Hashable, Sendable, Codable {
    /// Customers.
    public let customers: Int
    /// Mean probability to be alive at the end of the calibration.
    public let probabilityAlive: Double
    /// Share of customers who should order in the holdout: mean of P(alive and at least one order).
    public let expectedShare: Double
    /// Share of customers who did.
    public let actualShare: Double

    private enum CodingKeys: String, CodingKey {
        case customers
        case probabilityAlive = "probability_alive"
        case expectedShare = "expected_share"
        case actualShare = "actual_share"
    }

    /// A tenth as it is kept.
    public init(customers: Int, probabilityAlive: Double, expectedShare: Double, actualShare: Double) {
        self.customers = customers
        self.probabilityAlive = probabilityAlive
        self.expectedShare = expectedShare
        self.actualShare = actualShare
    }
}
