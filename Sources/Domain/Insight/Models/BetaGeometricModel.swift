#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Customers buy at their own rate while alive and may leave after each purchase: the BG/NBD and its variant MBG/NBD.
///
/// A customer's rate is drawn from a gamma distribution (shape `r`, rate `alpha`), the chance to leave after a purchase
/// from a beta distribution (`a`, `b`). Sources: Fader, Hardie, Lee, "“Counting Your Customers” the Easy Way: An
/// Alternative to the Pareto/NBD Model", Marketing Science 24(2), 2005; Batislam, Denizel, Filiztekin, "Empirical
/// validation and comparison of models for customer base analysis", Int. J. of Research in Marketing 24(3), 2007.
public struct BetaGeometricModel: Hashable, Sendable {
    /// When a customer may leave for the first time.
    public enum Variant: String, Hashable, Sendable, Codable, CaseIterable {
        /// After the first repeat: who bought once is alive for certain.
        case bgnbd = "bg_nbd"
        /// After the first purchase already.
        case mbgnbd = "mbg_nbd"
    }

    /// Which of the two models.
    public let variant: Variant
    /// Shape of the purchase rates, above 0.
    public let r: Double
    /// Rate of the purchase rates, above 0, in units of time (days).
    public let alpha: Double
    /// First parameter of the chance to leave, above 0; the mean chance is a / (a + b).
    public let a: Double
    /// Second parameter of the chance to leave, above 0.
    public let b: Double

    /// A model with these parameters; nil unless all are positive and finite.
    public init?(variant: Variant, r: Double, alpha: Double, a: Double, b: Double) {
        guard [r, alpha, a, b].allSatisfy({ $0 > 0 && $0.isFinite }) else { return nil }
        self.variant = variant
        self.r = r
        self.alpha = alpha
        self.a = a
        self.b = b
    }

    /// P(alive | x, t_x, T): the probability that a customer has not left by the day of judgement.
    ///
    /// Fader, Hardie and Lee's note "Computing P(alive) Using the BG/NBD Model" (2008); Batislam et al.
    /// (2007) for the variant.
    public func probabilityAlive(_ pattern: PurchasePattern) -> Double {
        logistic(-logOddsOfDeath(pattern))
    }

    /// The probability of at least one order within a time from the day of judgement.
    public func probabilityOfOrder(within time: Double, _ pattern: PurchasePattern) -> Double {
        let calm = -(r + Double(pattern.repeats)) * log1p(max(time, 0) / (alpha + pattern.age))
        return probabilityAlive(pattern) * -expm1(calm)
    }

    /// E(Y(t) | x, t_x, T): purchases of a customer to expect within a time from the day of judgement, at least 0.
    ///
    /// Formula 10 of Fader, Hardie and Lee (2005), computed by ``ExpectedPurchases``.
    public func expectedOrders(within time: Double, _ pattern: PurchasePattern) -> Double {
        guard time > 0 else { return 0 }
        return probabilityAlive(pattern) * futureOfTheLiving(pattern).expected(within: time)
    }

    /// E(X(t)): repeat purchases to expect of a new customer within a time from the first purchase.
    ///
    /// Formula 9 of Fader, Hardie and Lee (2005).
    public func expectedRepeats(within time: Double) -> Double {
        guard let new = PurchasePattern(repeats: 0, recency: 0, age: 0) else { return 0 }
        return expectedOrders(within: time, new)
    }

    /// ln(P(left) / P(alive)); −∞ where the customer cannot have left.
    func logOddsOfDeath(_ pattern: PurchasePattern) -> Double {
        let chances = variant.chancesToLeave(pattern.repeats)
        guard chances > 0 else { return -.infinity }
        let silence = log1p((pattern.age - pattern.recency) / (alpha + pattern.recency))
        return log(a / (b + Double(chances - 1))) + (r + Double(pattern.repeats)) * silence
    }

    /// The distribution of rate and chance to leave, given that the customer is alive: gamma and beta, independent.
    func futureOfTheLiving(_ pattern: PurchasePattern) -> ExpectedPurchases {
        ExpectedPurchases(
            shape: r + Double(pattern.repeats),
            rate: alpha + pattern.age,
            a: a,
            b: b + Double(variant.chancesToLeave(pattern.repeats))
        )
    }
}

extension BetaGeometricModel.Variant {
    /// How often a customer with so many repeats could have left.
    func chancesToLeave(_ repeats: Int) -> Int {
        switch self {
        case .bgnbd: repeats
        case .mbgnbd: repeats + 1
        }
    }
}
