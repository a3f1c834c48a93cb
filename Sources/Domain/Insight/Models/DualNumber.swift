#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A number with its derivatives by up to four parameters: forward differentiation, exact to rounding.
///
/// For likelihoods whose derivatives have no closed form, as that of the Pareto/NBD with its hypergeometric function.
struct DualNumber {
    var value: Double
    var slope: SIMD4<Double>

    init(_ value: Double, slope: SIMD4<Double> = .zero) {
        self.value = value
        self.slope = slope
    }

    /// The exponential of the logarithm of a parameter, which is what is varied.
    init(logParameter: Double, index: Int) {
        value = exp(logParameter)
        slope = .zero
        slope[index] = value
    }

    static func + (left: Self, right: Self) -> Self {
        Self(left.value + right.value, slope: left.slope + right.slope)
    }

    static func + (left: Self, right: Double) -> Self {
        Self(left.value + right, slope: left.slope)
    }

    static func - (left: Self, right: Self) -> Self {
        Self(left.value - right.value, slope: left.slope - right.slope)
    }

    static func * (left: Self, right: Self) -> Self {
        Self(left.value * right.value, slope: left.slope * right.value + right.slope * left.value)
    }

    static func * (left: Double, right: Self) -> Self {
        Self(left * right.value, slope: left * right.slope)
    }

    static func / (left: Self, right: Self) -> Self {
        let inverse = 1 / right.value
        let quotient = left.value * inverse
        return Self(quotient, slope: (left.slope - quotient * right.slope) * inverse)
    }

    var logarithm: Self { Self(log(value), slope: slope / value) }

    /// ln Γ.
    var logGamma: Self { Self(Domain.logGamma(value), slope: slope * digamma(value)) }

    /// ln(e^self + e^other) without overflow.
    func logSum(_ other: Self) -> Self {
        let share = logistic(other.value - value)
        let larger = max(value, other.value)
        let sum = larger + log1p(exp(-abs(value - other.value)))
        return Self(sum, slope: slope * (1 - share) + other.slope * share)
    }

    /// ln(1 − e^self) for a value below 0.
    var logComplement: Self {
        Self(log(-expm1(value)), slope: slope * (1 / expm1(-value)) * -1)
    }
}
