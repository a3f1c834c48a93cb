#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Gauss's hypergeometric function ₂F₁(1, b; c; z) for 0 < b < c and 0 ≤ z < 1, by his continued fraction.
///
/// All its coefficients are positive and tend to ¼, so it converges for every such z, near 1 too, and needs about
/// −36 / ln ρ steps for sixteen digits with ρ = (1 − √(1−z)) / (1 + √(1−z)). Source: NIST DLMF 15.7.1 and 3.10.
struct GaussFraction {
    /// Enough for scales that differ by a factor of a million.
    private static let deepest = 20_000

    let b: DualNumber
    let c: DualNumber

    func callAsFunction(_ z: DualNumber) -> DualNumber {
        var rest = DualNumber(1)
        for step in stride(from: Self.depth(z.value), through: 1, by: -1) {
            rest = DualNumber(1) - coefficient(step) * z / rest
        }
        return DualNumber(1) / rest
    }

    /// k₁ = b/c, k₂ₘ = m(c−b+m−1) / ((c+2m−2)(c+2m−1)), k₂ₘ₊₁ = (b+m)(c+m−1) / ((c+2m−1)(c+2m)).
    private func coefficient(_ step: Int) -> DualNumber {
        let m = Double(step / 2)
        if step == 1 { return b / c }
        if step.isMultiple(of: 2) { return m * (c - b + (m - 1)) / ((c + (2 * m - 2)) * (c + (2 * m - 1))) }
        return (b + m) * (c + (m - 1)) / ((c + (2 * m - 1)) * (c + 2 * m))
    }

    private static func depth(_ z: Double) -> Int {
        let root = (1 - z).squareRoot()
        let rate = (1 - root) / (1 + root)
        guard rate > 0 else { return 6 }
        return min(deepest, 6 + Int(36 / max(-log(rate), 1e-4)))
    }
}
