/// A parameter with its uncertainty.
public struct ParameterEstimate: Hashable, Sendable, Codable {
    /// The name in the literature: "r", "alpha", "a", "b", "s", "beta", "p", "q", "gamma".
    public let name: String
    /// The estimate, above 0.
    public let value: Double
    /// From the inverse of the observed information, by the delta method from the logarithm; nil where that is singular.
    public let standardError: Double?
    /// 95 % interval, symmetric on the logarithm, so never negative; nil without a standard error.
    public let interval: ClosedRange<Double>?

    /// An estimate as it is kept.
    public init(name: String, value: Double, standardError: Double?, interval: ClosedRange<Double>?) {
        self.name = name
        self.value = value
        self.standardError = standardError
        self.interval = interval
    }

    private enum CodingKeys: String, CodingKey {
        case name
        case value
        case standardError = "standard_error"
        case interval
    }
}

/// How a fit went.
public struct FitDiagnostics: Hashable, Sendable, Codable {
    /// Whether the search ended where the likelihood is flat.
    public let converged: Bool
    /// Steps of the search that won.
    public let iterations: Int
    /// Searches from different points; more than one where the first was in doubt.
    public let searches: Int
    /// At the estimates, in the unit of time or money of the data.
    public let logLikelihood: Double
    /// Largest slope of the mean log-likelihood of a customer by the logarithm of a parameter that is not at a bound.
    public let gradientNorm: Double
    /// Largest by smallest eigenvalue of the information about the logarithms; nil where it is singular.
    public let conditionNumber: Double?
    /// Parameters at a side of the box that the search keeps to: the data does not determine them.
    public let atBounds: [String]

    /// Diagnostics as they are kept.
    public init(
        converged: Bool,
        iterations: Int,
        searches: Int,
        logLikelihood: Double,
        gradientNorm: Double,
        conditionNumber: Double?,
        atBounds: [String]
    ) {
        self.converged = converged
        self.iterations = iterations
        self.searches = searches
        self.logLikelihood = logLikelihood
        self.gradientNorm = gradientNorm
        self.conditionNumber = conditionNumber
        self.atBounds = atBounds
    }

    private enum CodingKeys: String, CodingKey {
        case converged
        case iterations
        case searches
        case logLikelihood = "log_likelihood"
        case gradientNorm = "gradient_norm"
        case conditionNumber = "condition_number"
        case atBounds = "at_bounds"
    }
}

/// A fitted model with what is known about the fit.
public struct ModelFit<Model: Sendable>: Sendable {
    /// The model at the estimates.
    public let model: Model
    /// Customers the likelihood was summed over.
    public let customers: Int
    /// Customers among them with at least one repeat.
    public let repeatBuyers: Int
    /// The parameters.
    public let estimates: [ParameterEstimate]
    /// How the fit went.
    public let diagnostics: FitDiagnostics
}

extension ModelFit: Equatable where Model: Equatable {}
