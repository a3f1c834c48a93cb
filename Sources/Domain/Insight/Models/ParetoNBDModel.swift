#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Customers buy at their own rate and may leave at any moment: the Pareto/NBD, the reference the others are held to.
///
/// Rates of buying are gamma distributed (`r`, `alpha`), rates of leaving too (`s`, `beta`). Sources: Schmittlein,
/// Morrison, Colombo, "Counting Your Customers: Who Are They and What Will They Do Next?", Management Science 33(1),
/// 1987; Fader, Hardie, "A Note on Deriving the Pareto/NBD Model and Related Expressions", 2005.
public struct ParetoNBDModel: Hashable, Sendable {
    /// Shape of the rates of buying, above 0.
    public let r: Double
    /// Rate of the rates of buying, above 0, in units of time (days).
    public let alpha: Double
    /// Shape of the rates of leaving, above 0.
    public let s: Double
    /// Rate of the rates of leaving, above 0, in units of time (days).
    public let beta: Double

    /// A model with these parameters; nil unless all are positive and finite.
    public init?(r: Double, alpha: Double, s: Double, beta: Double) {
        guard [r, alpha, s, beta].allSatisfy({ $0 > 0 && $0.isFinite }) else { return nil }
        self.r = r
        self.alpha = alpha
        self.s = s
        self.beta = beta
    }

    /// P(alive | x, t_x, T): the probability that a customer has not left by the day of judgement.
    public func probabilityAlive(_ pattern: PurchasePattern) -> Double {
        let likelihood = history(pattern)
        guard let dead = likelihood.logDead else { return 1 }
        return logistic(likelihood.logAlive.value - dead.value)
    }

    /// E(Y(t) | x, t_x, T): purchases of a customer to expect within a time from the day of judgement, at least 0.
    ///
    /// Formula 41 of Fader and Hardie (2005), continued through s = 1.
    public func expectedOrders(within time: Double, _ pattern: PurchasePattern) -> Double {
        guard time > 0 else { return 0 }
        let decay = -log1p(time / (beta + pattern.age))
        let rate = (r + Double(pattern.repeats)) * (beta + pattern.age) / (alpha + pattern.age)
        return probabilityAlive(pattern) * rate * relativeDecay(s - 1, decay)
    }

    /// E(X(t)): repeat purchases to expect of a new customer within a time from the first purchase.
    public func expectedRepeats(within time: Double) -> Double {
        guard let new = PurchasePattern(repeats: 0, recency: 0, age: 0) else { return 0 }
        return expectedOrders(within: time, new)
    }

    private func history(_ pattern: PurchasePattern) -> ParetoNBDHistory {
        ParetoNBDHistory(
            pattern,
            unit: 1,
            r: DualNumber(r),
            alpha: DualNumber(alpha),
            s: DualNumber(s),
            beta: DualNumber(beta)
        )
    }
}
