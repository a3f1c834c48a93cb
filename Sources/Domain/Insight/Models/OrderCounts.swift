#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// The distribution of the number of orders of one customer within a time.
///
/// At least n orders come if the customer is alive, does not leave after one of the n − 1 before, and the rate brings
/// n: P(Y ≥ n) = P(alive) · B(a, b+n−1) / B(a, b) · P(NBD(R, z) ≥ n). Summed, it is the expectation of Fader, Hardie
/// and Lee (2005), formula 10. The parameters are taken as known.
struct OrderCounts {
    /// Purchase days of 27 years; what lies beyond is cut.
    private static let most = 10_000

    let probabilityAlive: Double
    let future: ExpectedPurchases
    let time: Double

    /// From the 5 % to the 95 % quantile.
    var interval: ClosedRange<Int> {
        guard time > 0 else { return 0...0 }
        let ends = quantiles([0.05, 0.95])
        return ends[0]...ends[1]
    }

    /// The smallest number that is not exceeded with each of these probabilities, which ascend.
    func quantiles(_ shares: [Double]) -> [Int] {
        var quantiles: [Int] = []
        var (survival, reached) = (probabilityAlive, 1.0)
        var logPoint = -future.shape * log1p(time / future.rate)
        let logRate = -log1p(future.rate / time)
        for n in 0..<Self.most {
            reached -= exp(logPoint)
            let more = survival * max(reached, 0)
            while quantiles.count < shares.count, 1 - more >= shares[quantiles.count] { quantiles.append(n) }
            if quantiles.count == shares.count { return quantiles }
            logPoint += log((future.shape + Double(n)) / Double(n + 1)) + logRate
            survival *= (future.b + Double(n)) / (future.a + future.b + Double(n))
        }
        return quantiles + Array(repeating: Self.most, count: shares.count - quantiles.count)
    }
}

extension BetaGeometricModel {
    /// An interval that holds the number of orders within a time with at least 90 %: from the 5 % to the 95 % quantile
    /// of the posterior predictive distribution. The uncertainty of the parameters is not in it.
    public func orderInterval(within time: Double, _ pattern: PurchasePattern) -> ClosedRange<Int> {
        let alive = probabilityAlive(pattern)
        return OrderCounts(probabilityAlive: alive, future: futureOfTheLiving(pattern), time: time).interval
    }

    /// The time from the day of judgement within which the next order comes with a probability, if the customer is
    /// alive; may be infinite for who buys hardly ever.
    ///
    /// The rate is gamma distributed, so the time until the next order is Pareto distributed of the second kind:
    /// P(later than t) = ((α+T) / (α+T+t))^(r+x).
    public func timeToNextOrder(_ probability: Double, _ pattern: PurchasePattern) -> Double {
        let rest = -log1p(-min(max(probability, 0), 1)) / (r + Double(pattern.repeats))
        return (alpha + pattern.age) * expm1(rest)
    }
}
