#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Purchases to expect of a living customer whose rate has a gamma and whose chance to leave has a beta distribution.
///
/// With R = shape, β = rate, z = t / (β+t), formula 10 of Fader, Hardie and Lee (2005) reads
/// E = (a+b−1)/(a−1) · [1 − (1−z)^R ₂F₁(R, b; a+b−1; z)], with b already raised by the past. Euler's transformation
/// (DLMF 15.8.1) turns that into E = c · [(1−(1−z)^δ)/δ − (1−z)^δ S] with c = a+b−1, δ = a−1 and
/// S = Σ_{k≥1} (c−R)_k (a)_{k−1} / ((c)_k k!) z^k, which has no pole at a = 1 and a short series for usual customers.
struct ExpectedPurchases {
    let shape: Double
    let rate: Double
    let a: Double
    let b: Double

    private static let mostTerms = 400.0
    /// How much larger than the result its parts may be: eleven digits remain.
    private static let mostCancelled = 1e5

    /// Purchases within a time, at least 0.
    func expected(within time: Double) -> Double {
        let series = series(z: time / (rate + time)) { _ in }
        return expected(within: time, series: series?.sum, largest: series?.largest)
    }

    /// Purchases within each of some times, at least 0: the coefficients of the series are the same for all.
    func expected(within times: [Double]) -> [Double] {
        let longest = times.reduce(0, max)
        var coefficients: [Double] = []
        coefficients.reserveCapacity(200)
        guard let largest = series(z: longest / (rate + longest), { coefficients.append($0) })?.largest else {
            return times.map { expected(within: $0) }
        }
        var purchases: [Double] = []
        purchases.reserveCapacity(times.count)
        for start in stride(from: 0, to: times.count, by: 8) {
            var eight = SIMD8<Double>.zero
            let lanes = min(8, times.count - start)
            for lane in 0..<lanes { eight[lane] = max(times[start + lane], 0) }
            let series = Self.sum(coefficients, eight / (rate + eight))
            for lane in 0..<lanes {
                purchases.append(expected(within: eight[lane], series: series[lane], largest: largest))
            }
        }
        return purchases
    }

    /// By the series, whose largest term tells how exact it is; by the integral where that is not enough.
    private func expected(within time: Double, series: Double?, largest: Double?) -> Double {
        guard time > 0 else { return 0 }
        guard let series, let largest else { return integral(time / rate) }
        let delta = a - 1
        let decay = -log1p(time / rate)
        let lost = expm1(delta * decay)
        let relative = delta == 0 ? -decay : -lost / delta
        // Near −1, 1 + lost would have lost its digits.
        let kept = lost > -0.5 ? 1 + lost : exp(delta * decay)
        let share = relative - kept * series
        let isExact = share.isFinite && max(relative, kept * largest) <= Self.mostCancelled * abs(share)
        return isExact ? (a + b - 1) * share : integral(time / rate)
    }

    /// Horner's scheme.
    private static func sum(_ coefficients: [Double], _ z: SIMD8<Double>) -> SIMD8<Double> {
        var sum = SIMD8<Double>.zero
        for coefficient in coefficients.reversed() { sum = (sum + coefficient) * z }
        return sum
    }

    /// S, its largest term and each of its coefficients; nil where it is too long.
    private func series(z: Double, _ visit: (Double) -> Void) -> (sum: Double, largest: Double)? {
        let c = a + b - 1
        let first = c - shape
        var (coefficient, power) = (first / c, z)
        var (sum, largest) = (coefficient * z, abs(coefficient * z))
        visit(coefficient)
        let enough = 1e-14 * (1 - z)
        var k = 1.0
        while abs(coefficient * power) > enough * abs(sum) {
            if k > Self.mostTerms { return nil }
            coefficient *= (first + k) * (a + k - 1) / ((c + k) * (k + 1))
            power *= z
            sum += coefficient * power
            largest = max(largest, abs(coefficient * power))
            visit(coefficient)
            k += 1
        }
        return (sum, largest)
    }

    /// The same as an integral over the chance p to leave, E = ∫ (1 − (1 + p·odds)^−R) / p · Beta(p; a, b) dp.
    ///
    /// With p = 1 / (1 + e^−u) the trapezoidal rule converges geometrically, and beyond the ends of the grid the
    /// density is a geometric series. Slower than the series, but positive everywhere and good for any parameters.
    private func integral(_ odds: Double) -> Double {
        let spread = (1 / a + 1 / b).squareRoot()
        let width = min(0.25, 0.5 * spread)
        let mode = log(a / b)
        let flat = 40 + log(1 + (shape + 1) * odds + a + b)
        let low = max(min(mode, 0) - 40 / a - 12 * spread, -flat)
        let high = min(max(mode, 0) + 40 / b + 12 * spread, flat)
        let steps = Int(((high - low) / width).rounded(.up))
        var (mass, sum) = (0.0, 0.0)
        for step in 0...steps {
            let u = low + Double(step) * width
            var density = exp(a * (u - mode) - (a + b) * (softplus(u) - softplus(mode)))
            if step == 0 { density /= -expm1(-a * width) }
            if step == steps { density /= -expm1(-b * width) }
            let p = logistic(u)
            mass += density
            sum += density * -expm1(-shape * log1p(p * odds)) / p
        }
        return sum / mass
    }
}
