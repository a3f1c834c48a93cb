#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// ln Γ(x) for x > 0. The overlay's function is the reentrant one; C's `lgamma` writes a global sign.
func logGamma(_ x: Double) -> Double {
    let (value, _): (Double, Int) = lgamma(x)
    return value
}

/// ψ(x), the derivative of ln Γ, for x > 0.
///
/// Recurrence up to x ≥ 10, then the asymptotic series (Abramowitz and Stegun 6.3.5, 6.3.18), good to 1e-15.
func digamma(_ x: Double) -> Double {
    var x = x
    var sum = 0.0
    while x < 10 {
        sum -= 1 / x
        x += 1
    }
    let y = 1 / (x * x)
    let tail = y * (1 / 12.0 - y * (1 / 120.0 - y * (1 / 252.0 - y * (1 / 240.0 - y * (1 / 132.0 - y * 691 / 32760)))))
    return sum + log(x) - 0.5 / x - tail
}

/// Above so many factors the difference of two logarithms is cheaper than a product, and no longer less exact.
private let longestProduct = 64

/// ln Γ(x + n) − ln Γ(x), x > 0: the logarithm of the rising factorial.
///
/// As a product for small n, because the difference of two large logarithms loses digits where x is large.
func logRisingFactorial(_ x: Double, _ n: Int) -> Double {
    guard n <= longestProduct else { return logGamma(x + Double(n)) - logGamma(x) }
    var sum = 0.0
    var product = 1.0
    for i in 0..<n {
        product *= x + Double(i)
        if product > 1e250 || product < 1e-250 {
            sum += log(product)
            product = 1
        }
    }
    return sum + log(product)
}

/// ψ(x + n) − ψ(x), x > 0.
func digammaRise(_ x: Double, _ n: Int) -> Double {
    guard n <= longestProduct else { return digamma(x + Double(n)) - digamma(x) }
    var sum = 0.0
    for i in 0..<n { sum += 1 / (x + Double(i)) }
    return sum
}

/// ln(1 + eˣ) without overflow.
func softplus(_ x: Double) -> Double {
    x > 0 ? x + log1p(exp(-x)) : log1p(exp(x))
}

/// 1 / (1 + e⁻ˣ) without overflow.
func logistic(_ x: Double) -> Double {
    x >= 0 ? 1 / (1 + exp(-x)) : exp(x) / (1 + exp(x))
}

/// (1 − e^(δy)) / δ, and its limit −y at δ = 0.
func relativeDecay(_ delta: Double, _ y: Double) -> Double {
    delta == 0 ? -y : -expm1(delta * y) / delta
}
