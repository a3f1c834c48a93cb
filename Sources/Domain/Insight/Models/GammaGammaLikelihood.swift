#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// The likelihood of mean values under the Gamma-Gamma model, with its gradient by the logarithms of p, q, γ.
///
/// Fader and Hardie (2013), formula 1a: f(z̄ | x) = Γ(px+q) / (Γ(px) Γ(q)) · γ^q z̄^(px−1) x^(px) / (γ + x z̄)^(px+q).
/// What depends on x alone is computed once for all customers with as many repeats.
struct GammaGammaLikelihood {
    private struct Batch {
        let repeats: Double
        /// Values of all repeats of each customer, in units of `unit`.
        let totals: [Double]
        let sumOfLogs: Double
    }

    private let batches: [Batch]
    private let customers: Double

    /// `unit` is the unit of money of γ here, in the sample's.
    init(sample: SpendSample, unit: Double) {
        batches = sample.groups.map { group in
            let totals = group.totals.map { $0 / unit }
            return Batch(repeats: Double(group.repeats), totals: totals, sumOfLogs: totals.reduce(0) { $0 + log($1) })
        }
        customers = Double(sample.customers)
    }

    /// Mean log-likelihood of a customer and its gradient.
    func mean(_ logs: [Double]) -> BoxMaximiser.Evaluation {
        let (p, q, gamma) = (exp(logs[0]), exp(logs[1]), exp(logs[2]))
        let (ofQ, slopeOfQ) = (q * logs[2] - logGamma(q), logs[2] - digamma(q))
        var value = 0.0
        var slope = SIMD3<Double>.zero
        for batch in batches {
            let (x, count) = (batch.repeats, Double(batch.totals.count))
            let (sum, own) = (digamma(p * x + q), digamma(p * x))
            var (sumOfLogs, product, inverses) = (0.0, 1.0, 0.0)
            for total in batch.totals {
                // One logarithm of a product instead of one for each factor: they are most of the work.
                product *= gamma + total
                if product > 1e250 || product < 1e-250 {
                    sumOfLogs += log(product)
                    product = 1
                }
                inverses += 1 / (gamma + total)
            }
            sumOfLogs += log(product)
            // x^(px) z̄^(px−1) is x · (x z̄)^(px−1).
            let fixed = logGamma(p * x + q) - logGamma(p * x) + ofQ + log(x)
            value += count * fixed + (p * x - 1) * batch.sumOfLogs - (p * x + q) * sumOfLogs
            slope += SIMD3(
                x * (count * (sum - own) + batch.sumOfLogs - sumOfLogs),
                count * (sum + slopeOfQ) - sumOfLogs,
                count * q / gamma - (p * x + q) * inverses
            )
        }
        slope *= SIMD3(p, q, gamma) / customers
        return (value / customers, [slope[0], slope[1], slope[2]])
    }
}
