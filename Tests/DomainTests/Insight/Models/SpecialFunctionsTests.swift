import Testing

@testable import Domain

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

@Suite struct SpecialFunctionsTests {
    /// Computed with mpmath and SciPy.
    private static let digammas = [
        (0.001, -1000.5755719318103), (0.3, -3.502524222200133), (1, -0.57721566490153286), (2.5, 0.70315664064524319),
        (9.99, 2.2507003728312011), (123.4, 4.8113737751162774), (1e6, 13.81551005796419),
    ]

    @Test(arguments: digammas) func `digamma is exact to rounding`(x: Double, expected: Double) {
        #expect(abs(digamma(x) - expected) <= 4e-15 * max(1, abs(expected)))
    }

    @Test(arguments: [1e-4, 0.3, 7.5, 1e4], [0, 1, 5, 64, 65, 10_000])
    func `rising factorials agree with the gamma function`(x: Double, n: Int) {
        let expected = logGamma(x + Double(n)) - logGamma(x)

        #expect(abs(logRisingFactorial(x, n) - expected) <= 1e-10 * max(1, abs(expected)))
        #expect(abs(digammaRise(x, n) - (digamma(x + Double(n)) - digamma(x))) <= 1e-11 * max(1, 1 / x))
    }

    @Test func `softplus and logistic neither overflow nor underflow`() {
        #expect(softplus(1000) == 1000)
        #expect(softplus(-1000) == 0)
        #expect(softplus(.infinity) == .infinity)
        #expect(logistic(1000) == 1)
        #expect(logistic(-1000) == 0)
        #expect(logistic(-.infinity) == 0)
    }

    @Test func `relative decay has its limit where it divides by nothing`() {
        #expect(relativeDecay(0, -2) == 2)
        #expect(abs(relativeDecay(1e-9, -2) - 2) < 1e-8)
    }

    /// ₂F₁(1, 1; 2; z) = −ln(1−z)/z.
    @Test(arguments: [0, 1e-12, 0.1, 0.5, 0.9, 0.999, 0.99999])
    func `the continued fraction gives the logarithm`(z: Double) {
        let found = GaussFraction(b: DualNumber(1), c: DualNumber(2))(DualNumber(z, slope: [1, 0, 0, 0]))
        let expected = z == 0 ? 1 : -log1p(-z) / z

        #expect(abs(found.value - expected) <= 1e-14 * expected)
    }

    /// Derivatives by b, c and z against differences.
    @Test func `the continued fraction has the right slopes`() {
        let point = SIMD3(1.7, 4.2, 0.6)
        func value(_ at: SIMD3<Double>) -> DualNumber {
            let (b, c) = (DualNumber(at[0], slope: [1, 0, 0, 0]), DualNumber(at[1], slope: [0, 1, 0, 0]))
            return GaussFraction(b: b, c: c)(DualNumber(at[2], slope: [0, 0, 1, 0]))
        }

        for index in 0..<3 {
            var (above, below) = (point, point)
            above[index] += 1e-5
            below[index] -= 1e-5
            let difference = (value(above).value - value(below).value) / 2e-5
            #expect(abs(value(point).slope[index] - difference) < 1e-8)
        }
    }

    @Test func `a symmetric matrix is inverted by its eigenvalues`() {
        let matrix = SymmetricMatrix([[4, 1, 0], [1, 3, 1], [0, 1, 2]])

        let diagonal = matrix.inverseDiagonal ?? []

        // The inverse of this matrix has 5, 8 and 11 over 18 on its diagonal.
        #expect(zip(diagonal, [5 / 18.0, 8 / 18.0, 11 / 18.0]).allSatisfy { abs($0 - $1) < 1e-14 })
        #expect(SymmetricMatrix([[1, 2], [2, 1]]).inverseDiagonal == nil)
        #expect(SymmetricMatrix([[0, 0], [0, 0]]).conditionNumber == nil)
    }
}
