#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Numbers that look random and are the same in every run: SplitMix64 (Steele, Lea, Flood 2014).
struct RandomSource: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    /// Above 0 and below 1.
    mutating func uniform() -> Double {
        (Double(next() >> 12) + 0.5) / 4_503_599_627_370_496
    }

    mutating func uniform(_ range: ClosedRange<Double>) -> Double {
        range.lowerBound + (range.upperBound - range.lowerBound) * uniform()
    }

    /// Uniform on the logarithm.
    mutating func scale(_ low: Double, _ high: Double) -> Double {
        exp(uniform(log(low)...log(high)))
    }

    mutating func exponential(rate: Double) -> Double {
        -log(uniform()) / rate
    }

    private mutating func normal() -> Double {
        (-2 * log(uniform())).squareRoot() * cos(2 * .pi * uniform())
    }

    /// Marsaglia and Tsang (2000), with their boost below shape 1.
    mutating func gamma(shape: Double, rate: Double) -> Double {
        if shape < 1 { return gamma(shape: shape + 1, rate: rate) * pow(uniform(), 1 / shape) }
        let d = shape - 1 / 3.0
        let c = 1 / (9 * d).squareRoot()
        while true {
            let x = normal()
            let v = (1 + c * x) * (1 + c * x) * (1 + c * x)
            if v > 0, log(uniform()) < 0.5 * x * x + d - d * v + d * log(v) { return d * v / rate }
        }
    }

    mutating func beta(_ a: Double, _ b: Double) -> Double {
        let (one, other) = (gamma(shape: a, rate: 1), gamma(shape: b, rate: 1))
        return one / (one + other)
    }
}
