#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// What a purchase is worth: gamma distributed around each customer's own mean, which is inverse gamma distributed.
///
/// Sources: Colombo, Jiang, "A Stochastic RFM Model", Journal of Interactive Marketing 13(3), 1999; Fader, Hardie,
/// "The Gamma-Gamma Model of Monetary Value", 2013.
public struct GammaGammaModel: Hashable, Sendable {
    /// Shape of the values of one customer, above 0.
    public let p: Double
    /// Shape of the customers' scales, above 0; the mean over customers exists above 1.
    public let q: Double
    /// Rate of the customers' scales, above 0, in units of money (minor units).
    public let gamma: Double

    /// A model with these parameters; nil unless all are positive and finite.
    public init?(p: Double, q: Double, gamma: Double) {
        guard [p, q, gamma].allSatisfy({ $0 > 0 && $0.isFinite }) else { return nil }
        self.p = p
        self.q = q
        self.gamma = gamma
    }

    /// E(M | z̄, x): the mean value of a purchase to expect of a customer, in minor units, above 0.
    ///
    /// Formula 5 of Fader and Hardie (2013): the customer's own mean, drawn towards that of all customers the more, the
    /// fewer repeats it rests on. Without a repeat, or where refunds left nothing, it is the mean of all customers, and
    /// nil where that is infinite (q ≤ 1).
    public func expectedValue(_ summary: PurchaseSummary) -> Double? {
        let repeats = summary.meanRepeatValue == nil ? 0 : Double(summary.pattern.repeats)
        let rest = p * repeats + q - 1
        guard rest > 0 else { return nil }
        return p * (gamma + (repeats > 0 ? Double(summary.repeatValueMinor) : 0)) / rest
    }

    /// The log-likelihood of a sample, in the unit of money of the sample.
    public func logLikelihood(_ sample: SpendSample) -> Double {
        guard sample.customers > 0 else { return 0 }
        let mean = GammaGammaLikelihood(sample: sample, unit: 1).mean([log(p), log(q), log(gamma)])
        return mean.value * Double(sample.customers)
    }

    /// The model under which a sample is most likely; nil for a sample of nobody.
    public static func fit(_ sample: SpendSample) -> ModelFit<GammaGammaModel>? {
        guard sample.customers > 0 else { return nil }
        let search = LikelihoodSearch(
            parameters: [
                .init(name: "p", box: 1e-2...1e3), .init(name: "q", box: 1e-2...1e3),
                .init(name: "gamma", box: 1e-4...1e4, unit: sample.meanValue),
            ],
            starts: [[5, 4, 0.5], [1, 2, 1]],
            customers: sample.customers,
            evaluate: GammaGammaLikelihood(sample: sample, unit: sample.meanValue).mean,
            rough: sample.part.map { GammaGammaLikelihood(sample: $0, unit: sample.meanValue).mean }
        )
        let end = search.run(offset: -Double(sample.customers) * log(sample.meanValue))
        return GammaGammaModel(p: end.values[0], q: end.values[1], gamma: end.values[2]).map {
            ModelFit(
                model: $0,
                customers: sample.customers,
                repeatBuyers: sample.customers,
                estimates: end.estimates,
                diagnostics: end.diagnostics
            )
        }
    }
}
