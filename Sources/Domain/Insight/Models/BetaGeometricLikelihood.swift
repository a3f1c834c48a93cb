#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// The likelihood of a sample under the BG/NBD or MBG/NBD, with its gradient by the logarithms of r, α, a, b.
///
/// With k = x (BG/NBD) or x + 1 (MBG/NBD) chances to leave, L = Γ(r+x) α^r / (Γ(r) (α+T)^(r+x)) · B(a, b+k) / B(a, b)
/// · (1 + odds of death): the likelihood of Fader, Hardie and Lee (2005); Batislam et al. (2007).
struct BetaGeometricLikelihood {
    let variant: BetaGeometricModel.Variant
    let sample: PurchaseSample
    /// The unit of time of `alpha` here, in the sample's unit: the mean age, so that the search is the same in any.
    let unit: Double

    /// Mean log-likelihood of a customer and its gradient.
    func mean(_ logs: [Double]) -> BoxMaximiser.Evaluation {
        let point = Point(r: exp(logs[0]), alpha: exp(logs[1]), a: exp(logs[2]), b: exp(logs[3]))
        var value = 0.0
        var slope = SIMD4<Double>.zero
        var terms = point.terms(repeats: 0, chances: variant.chancesToLeave(0))
        for group in sample.groups {
            if group.pattern.repeats != terms.repeats {
                let repeats = group.pattern.repeats
                terms = point.terms(repeats: repeats, chances: variant.chancesToLeave(repeats))
            }
            let one = point.evaluate(terms, recency: group.pattern.recency / unit, age: group.pattern.age / unit)
            value += Double(group.customers) * one.value
            slope += Double(group.customers) * one.slope
        }
        slope *= SIMD4(point.r, point.alpha, point.a, point.b) / Double(sample.customers)
        return (value / Double(sample.customers), [slope[0], slope[1], slope[2], slope[3]])
    }
}

/// What depends on the number of repeats alone: computed once for all customers who share it.
private struct RepeatTerms {
    let repeats: Int
    let value: Double
    let slope: SIMD4<Double>
    /// ln a − ln(b + k − 1); nil where there was no chance to leave.
    let logDropout: Double?
    /// Slopes of `logDropout` by a and b.
    let dropoutSlope: SIMD4<Double>
}

private struct Point {
    let r: Double
    let alpha: Double
    let a: Double
    let b: Double

    func terms(repeats x: Int, chances k: Int) -> RepeatTerms {
        let sum = digammaRise(a + b, k)
        let last = b + Double(k - 1)
        return RepeatTerms(
            repeats: x,
            value: logRisingFactorial(r, x) + r * log(alpha) + logRisingFactorial(b, k) - logRisingFactorial(a + b, k),
            slope: SIMD4(digammaRise(r, x) + log(alpha), r / alpha, -sum, digammaRise(b, k) - sum),
            logDropout: k > 0 ? log(a / last) : nil,
            dropoutSlope: SIMD4(0, 0, 1 / a, -1 / last)
        )
    }

    func evaluate(_ terms: RepeatTerms, recency: Double, age: Double) -> (value: Double, slope: SIMD4<Double>) {
        let purchases = r + Double(terms.repeats)
        let logAge = log(alpha + age)
        var value = terms.value - purchases * logAge
        var slope = terms.slope - SIMD4(logAge, purchases / (alpha + age), 0, 0)
        if let dropout = terms.logDropout {
            // Plain logarithms: what they lose against log1p is nothing beside the other terms, and they take a third of
            // the time of the whole.
            let silence = logAge - log(alpha + recency)
            let odds = dropout + purchases * silence
            let pull = purchases * (1 / (alpha + age) - 1 / (alpha + recency))
            let rest = exp(-abs(odds))
            value += max(odds, 0) + log(1 + rest)
            slope += (odds >= 0 ? 1 : rest) / (1 + rest) * (terms.dropoutSlope + SIMD4(silence, pull, 0, 0))
        }
        return (value, slope)
    }
}

extension BetaGeometricModel {
    /// The log-likelihood of a sample, in the unit of time of the sample.
    public func logLikelihood(_ sample: PurchaseSample) -> Double {
        let likelihood = BetaGeometricLikelihood(variant: variant, sample: sample, unit: 1)
        guard sample.customers > 0 else { return 0 }
        return likelihood.mean([log(r), log(alpha), log(a), log(b)]).value * Double(sample.customers)
    }

    /// The model under which a sample is most likely; nil for a sample of nobody.
    ///
    /// Always ends with finite parameters; whether they mean anything is said by the diagnostics (``FitDoubt``).
    public static func fit(_ sample: PurchaseSample, variant: Variant = .bgnbd) -> ModelFit<BetaGeometricModel>? {
        guard sample.customers > 0 else { return nil }
        let unit = sample.meanAge
        let search = LikelihoodSearch(
            parameters: [
                .init(name: "r", box: 1e-3...1e3), .init(name: "alpha", box: 1e-4...1e4, unit: unit),
                .init(name: "a", box: 1e-3...1e3), .init(name: "b", box: 1e-3...1e3),
            ],
            starts: [[0.5, 0.5, 1, 2.5], [5, 2, 0.3, 3]],
            customers: sample.customers,
            evaluate: BetaGeometricLikelihood(variant: variant, sample: sample, unit: unit).mean,
            rough: sample.part.map { BetaGeometricLikelihood(variant: variant, sample: $0, unit: unit).mean }
        )
        let repeats = sample.groups.reduce(0) { $0 + Double($1.pattern.repeats * $1.customers) }
        let end = search.run(offset: -repeats * log(unit))
        let values = end.values
        let model = BetaGeometricModel(variant: variant, r: values[0], alpha: values[1], a: values[2], b: values[3])
        return model.map {
            ModelFit(
                model: $0,
                customers: sample.customers,
                repeatBuyers: sample.repeatBuyers,
                estimates: end.estimates,
                diagnostics: end.diagnostics
            )
        }
    }
}
