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

    private static let mostTerms = 400

    func expected(within time: Double) -> Double {
        let odds = time / rate
        if let series = series(z: time / (rate + time)) {
            let decay = -log1p(odds)
            let delta = a - 1
            return (a + b - 1) * (relativeDecay(delta, decay) - exp(delta * decay) * series)
        }
        return integral(odds)
    }

    /// S; nil where its series is slow, alternates or loses digits.
    private func series(z: Double) -> Double? {
        let c = a + b - 1
        let first = c - shape
        guard a - 1 < shape, first > -4, c > 0.5, c < 1e4 * shape else { return nil }
        var term = first / c * z
        var sum = term
        let enough = 1e-16 * (1 - z)
        var k = 1.0
        while abs(term) > enough * abs(sum) {
            if k > Double(Self.mostTerms) { return nil }
            term *= (first + k) * (a + k - 1) / ((c + k) * (k + 1)) * z
            sum += term
            k += 1
        }
        return sum
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
