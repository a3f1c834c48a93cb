#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// The two ways a history comes about under the Pareto/NBD: the customer is alive, or left after the last purchase.
///
/// Fader and Hardie (2005), formula 18: L = Γ(r+x) α^r β^s / Γ(r) · (1 / ((α+T)^(r+x) (β+T)^s) + s/(r+s+x) · A₀).
/// By Euler's transformation each of the two terms of A₀, at y = t_x less at y = T, is for α ≥ β
/// (α+y)^−(r+x) (β+y)^−s ₂F₁(1, r+x; r+s+x+1; (α−β)/(α+y)), and for α < β
/// (α+y)^−(r+x−1) (β+y)^−(s+1) ₂F₁(1, s+1; r+s+x+1; (β−α)/(β+y)); both are summed as logarithms.
struct ParetoNBDHistory {
    /// Logarithm of the part of being alive, without the factor both share.
    let logAlive: DualNumber
    /// Logarithm of the part of having left; nil where there was no time for it.
    let logDead: DualNumber?

    init(
        _ pattern: PurchasePattern,
        unit: Double,
        r: DualNumber,
        alpha: DualNumber,
        s: DualNumber,
        beta: DualNumber
    ) {
        let (recency, age) = (pattern.recency / unit, pattern.age / unit)
        let purchases = r + Double(pattern.repeats)
        logAlive = DualNumber(0) - purchases * (alpha + age).logarithm - s * (beta + age).logarithm
        let ends = [recency, age].map { Self.logTerm($0, purchases, alpha, s, beta) }
        let fall = ends[1] - ends[0]
        guard fall.value < -1e-14 else {
            logDead = nil
            return
        }
        logDead = s.logarithm - (purchases + s).logarithm + ends[0] + fall.logComplement
    }

    /// ln of a term of A₀, with q = r + x.
    private static func logTerm(
        _ y: Double,
        _ q: DualNumber,
        _ alpha: DualNumber,
        _ s: DualNumber,
        _ beta: DualNumber
    ) -> DualNumber {
        let (buying, leaving) = (alpha + y, beta + y)
        let c = q + s + 1
        if alpha.value >= beta.value {
            let sum = GaussFraction(b: q, c: c)((alpha - beta) / buying)
            return sum.logarithm - q * buying.logarithm - s * leaving.logarithm
        }
        let sum = GaussFraction(b: s + 1, c: c)((beta - alpha) / leaving)
        return sum.logarithm - (q + -1) * buying.logarithm - (s + 1) * leaving.logarithm
    }
}

/// The likelihood of a sample under the Pareto/NBD with its gradient by the logarithms of r, α, s, β.
struct ParetoNBDLikelihood {
    let sample: PurchaseSample
    /// The unit of time of `alpha` and `beta` here, in the sample's unit.
    let unit: Double

    /// Mean log-likelihood of a customer and its gradient.
    func mean(_ logs: [Double]) -> BoxMaximiser.Evaluation {
        let r = DualNumber(logParameter: logs[0], index: 0)
        let alpha = DualNumber(logParameter: logs[1], index: 1)
        let s = DualNumber(logParameter: logs[2], index: 2)
        let beta = DualNumber(logParameter: logs[3], index: 3)
        let scale = r * alpha.logarithm + s * beta.logarithm - r.logGamma
        var total = DualNumber(0)
        for group in sample.groups {
            let history = ParetoNBDHistory(group.pattern, unit: unit, r: r, alpha: alpha, s: s, beta: beta)
            let either = history.logDead.map { history.logAlive.logSum($0) } ?? history.logAlive
            let one = (r + Double(group.pattern.repeats)).logGamma + either
            total = total + Double(group.customers) * (one + scale)
        }
        let mean = (1 / Double(sample.customers)) * total
        return (mean.value, [mean.slope[0], mean.slope[1], mean.slope[2], mean.slope[3]])
    }
}

extension ParetoNBDModel {
    /// The log-likelihood of a sample, in the unit of time of the sample.
    public func logLikelihood(_ sample: PurchaseSample) -> Double {
        guard sample.customers > 0 else { return 0 }
        let mean = ParetoNBDLikelihood(sample: sample, unit: 1).mean([log(r), log(alpha), log(s), log(beta)])
        return mean.value * Double(sample.customers)
    }

    /// The model under which a sample is most likely; nil for a sample of nobody.
    public static func fit(_ sample: PurchaseSample) -> ModelFit<ParetoNBDModel>? {
        guard sample.customers > 0 else { return nil }
        let unit = sample.meanAge
        let search = LikelihoodSearch(
            parameters: [
                .init(name: "r", box: 1e-3...1e3), .init(name: "alpha", box: 1e-2...1e3, unit: unit),
                .init(name: "s", box: 1e-3...1e3), .init(name: "beta", box: 1e-2...1e3, unit: unit),
            ],
            starts: [[0.5, 0.5, 0.5, 0.5], [2, 2, 1, 3]],
            customers: sample.customers,
            evaluate: ParetoNBDLikelihood(sample: sample, unit: unit).mean
        )
        let repeats = sample.groups.reduce(0) { $0 + Double($1.pattern.repeats * $1.customers) }
        let end = search.run(offset: -repeats * log(unit))
        let values = end.values
        return ParetoNBDModel(r: values[0], alpha: values[1], s: values[2], beta: values[3]).map {
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
