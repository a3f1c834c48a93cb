/// Why a fitted model is not used.
public enum FitDoubt: Hashable, Sendable {
    /// Fewer customers than a likelihood can say anything about.
    case tooFewCustomers(Int)
    /// Fewer customers with a repeat than a likelihood can say anything about.
    case tooFewRepeatBuyers(Int)
    /// The search did not end where the likelihood is flat.
    case notConverged
    /// These parameters ran to a side of the box: the data does not determine them.
    case undetermined([String])
    /// The information about the parameters is singular, or nearly: no standard errors.
    case singular
    /// The value of a repeat goes with the number of repeats, which the Gamma-Gamma model assumes it does not.
    case valueFollowsFrequency(correlation: Double)
    /// The mean value over all customers is infinite under the model (q ≤ 1).
    case infiniteMeanValue

    /// Customers from which a model is trusted.
    public static let leastCustomers = 100
    /// Customers with a repeat from which a model is trusted.
    public static let leastRepeatBuyers = 30
    /// The correlation, either way, up to which value counts as independent of frequency.
    public static let largestCorrelation = 0.3
    /// The condition number up to which standard errors mean something.
    static let largestCondition = 1e8

    /// A stable name for records and interfaces.
    public var code: String {
        switch self {
        case .tooFewCustomers: "too_few_customers"
        case .tooFewRepeatBuyers: "too_few_repeat_buyers"
        case .notConverged: "not_converged"
        case .undetermined: "undetermined_parameters"
        case .singular: "singular_information"
        case .valueFollowsFrequency: "value_follows_frequency"
        case .infiniteMeanValue: "infinite_mean_value"
        }
    }
}

extension FitDiagnostics {
    /// What the search itself gives reason to doubt.
    var doubts: [FitDoubt] {
        var doubts: [FitDoubt] = []
        if !converged { doubts.append(.notConverged) }
        if !atBounds.isEmpty { doubts.append(.undetermined(atBounds)) }
        let condition = conditionNumber ?? .infinity
        if atBounds.isEmpty, condition > FitDoubt.largestCondition { doubts.append(.singular) }
        return doubts
    }
}

extension FitDoubt {
    /// What the size of a sample gives reason to doubt.
    static func about(customers: Int, repeatBuyers: Int) -> [FitDoubt] {
        var doubts: [FitDoubt] = []
        if customers < leastCustomers { doubts.append(.tooFewCustomers(customers)) }
        if repeatBuyers < leastRepeatBuyers { doubts.append(.tooFewRepeatBuyers(repeatBuyers)) }
        return doubts
    }
}

extension ModelFit {
    /// Why the fit should not be used; empty where it may.
    public var doubts: [FitDoubt] {
        FitDoubt.about(customers: customers, repeatBuyers: repeatBuyers) + diagnostics.doubts
    }
}

extension ModelFit where Model == GammaGammaModel {
    /// Why the fit should not be used for a sample; empty where it may.
    public func doubts(about sample: SpendSample) -> [FitDoubt] {
        var doubts = diagnostics.doubts
        if customers < FitDoubt.leastRepeatBuyers { doubts.insert(.tooFewRepeatBuyers(customers), at: 0) }
        if let correlation = sample.correlation, abs(correlation) > FitDoubt.largestCorrelation {
            doubts.append(.valueFollowsFrequency(correlation: correlation))
        }
        if model.q <= 1 { doubts.append(.infiniteMeanValue) }
        return doubts
    }
}
