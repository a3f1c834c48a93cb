import Testing

@testable import Domain

/// Against values computed with mpmath at 40 digits from the published formulas (Gauss's function itself for the BG/NBD,
/// the integral over the moment of leaving for the Pareto/NBD).
@Suite struct ReferenceValuesTests {
    struct Expectation: Sendable {
        /// r, α, a, b.
        let parameters: [Double]
        /// x, t_x, T, t.
        let customer: [Double]
        let bgnbd: Double
        let mbgnbd: Double

        init(_ v: [Double], _ bgnbd: Double, _ mbgnbd: Double) {
            parameters = Array(v[0..<4])
            customer = Array(v[4..<8])
            (self.bgnbd, self.mbgnbd) = (bgnbd, mbgnbd)
        }
    }

    static let expectations: [Expectation] = [
        .init([0.243, 4.414, 0.793, 2.426, 2, 30.43, 38.86, 39], 1.22602817476714, 1.34049742849121),
        .init([0.243, 4.414, 0.793, 2.426, 0, 0, 38.86, 39], 0.195098052011263, 0.127461382545661),
        .init([0.243, 4.414, 0.793, 2.426, 26, 30.86, 31, 39], 20.7497261408573, 20.9332191190068),
        .init([0.243, 4.414, 1, 2.426, 3, 10, 20, 39], 1.58585211600838, 1.83936844100407),
        .init([0.243, 4.414, 1.0000001, 2.426, 3, 10, 20, 39], 1.58585197979704, 1.83936829724141),
        .init([0.5, 30, 0.3, 0.4, 0, 0, 0, 365], 2.60053402350562, 2.15051783731639),
        .init([0.5, 30, 0.3, 0.4, 1, 5, 9, 3650], 22.7005441830338, 40.7302036364503),
        .init([0.2, 0.01, 0.7, 1.5, 0, 0, 0, 3650], 70.8440450692524, 69.9600478624972),
        .init([0.2, 0.01, 0.7, 1.5, 1, 2, 2, 3650], 33.0189436032855, 47.4454073428697),
        .init([5, 0.5, 0.05, 0.1, 0, 0, 0, 365], 1659.79380707652, 1659.23004665408),
        .init([80, 40, 3, 5, 10, 7, 9, 100], 0.834896702538668, 0.939784734041234),
        .init([0.1, 100, 4000, 9000, 0, 0, 10, 365], 0.220809725092427, 0.152422745109225),
        .init([3, 50, 4000, 9000, 7, 300, 310, 365], 1.91139063029438, 1.91159142335698),
        .init([0.4, 20, 0.6, 3, 900, 1200, 1210, 365], 121.161407215707, 121.239442017391),
        .init([0.4, 20, 0.6, 3, 10000, 12000, 12001, 365], 300.884549312178, 300.884821135167),
        .init([2, 1, 12, 15, 3, 2, 5, 1000], 0.111766039150442, 0.12211668889176),
        .init([0.05, 3, 2.5, 0.02, 0, 0, 300, 1000], 0.0706817090265164, 0.000534016223801312),
        .init([0.001, 500, 0.002, 0.003, 0, 0, 100, 365], 0.000554982763002173, 0.000364787008474523),
        .init([1.5, 10, 0.8, 1.2, 4, 80, 400, 0.001], 1.67963976483869e-8, 2.07893454033418e-8),
        .init([9000, 9000, 30, 0.5, 2, 3, 4, 50], 0.019622001527, 0.0333400187304553),
    ]

    @Test(arguments: expectations)
    func `expected orders equal the published formula, near its poles too`(_ one: Expectation) throws {
        let (v, c) = (one.parameters, one.customer)
        let pattern = try #require(PurchasePattern(repeats: Int(c[0]), recency: c[1], age: c[2]))

        for (variant, expected) in [(BetaGeometricModel.Variant.bgnbd, one.bgnbd), (.mbgnbd, one.mbgnbd)] {
            let model = try #require(BetaGeometricModel(variant: variant, r: v[0], alpha: v[1], a: v[2], b: v[3]))
            #expect(abs(model.expectedOrders(within: c[3], pattern) / expected - 1) < 1e-9)
        }
    }

    @Test(arguments: expectations.filter { $0.bgnbd < 500 })
    func `the order counts add up to the expected orders`(_ one: Expectation) throws {
        let (v, c) = (one.parameters, one.customer)
        let pattern = try #require(PurchasePattern(repeats: Int(c[0]), recency: c[1], age: c[2]))
        let model = try #require(BetaGeometricModel(variant: .bgnbd, r: v[0], alpha: v[1], a: v[2], b: v[3]))
        let expected = model.expectedOrders(within: c[3], pattern)

        let interval = model.orderInterval(within: c[3], pattern)

        // Markov's inequality bounds the upper end by twenty times the mean.
        #expect(Double(interval.upperBound) <= 20 * expected)
        #expect(interval.lowerBound >= 0)
        let any = model.probabilityOfOrder(within: c[3], pattern)
        #expect((interval.upperBound > 0) == (any > 0.05))
    }

    struct History: Sendable {
        /// r, α, s, β, x, t_x, T, t.
        let v: [Double]
        let logLikelihood: Double
        let alive: Double
        let expected: Double

        init(_ v: [Double], _ logLikelihood: Double, _ alive: Double, _ expected: Double) {
            (self.v, self.logLikelihood, self.alive, self.expected) = (v, logLikelihood, alive, expected)
        }
    }

    static let histories: [History] = [
        .init(
            [0.553, 10.578, 0.606, 11.669, 2, 30.43, 38.86, 39],
            -9.55428324515041,
            0.869167559153011,
            1.4551231932576
        ),
        .init(
            [0.553, 10.578, 0.606, 11.669, 0, 0, 38.86, 39],
            -0.52104629408089,
            0.295286604616894,
            0.107081468215309
        ),
        .init([0.553, 10.578, 1, 11.669, 7, 20, 38.86, 39], -20.4167724397082, 0.12955252753246, 0.572074683464282),
        .init([0.3, 500, 0.6, 2, 3, 20, 90, 365], -20.5624123031506, 0.355761792633251, 0.411294824210371),
        .init([0.3, 2, 0.6, 500, 3, 20, 90, 365], -14.1143744205811, 0.445930660168682, 5.01214242382741),
        .init([0.3, 0.01, 0.6, 40, 0, 0, 30, 10], -2.25676993361292, 0.618158864179248, 0.0593316999918196),
        .init([1.2, 80, 0.4, 60, 400, 500, 520, 90], -553.572812980995, 0.00118295310099622, 0.0691272729932659),
        .init([2, 7, 3, 7, 1, 7, 7, 30], -5.41164605185504, 1.0, 1.34814049586777),
    ]

    @Test(arguments: histories) func `the Pareto-NBD equals its integral`(_ one: History) throws {
        let v = one.v
        let model = try #require(ParetoNBDModel(r: v[0], alpha: v[1], s: v[2], beta: v[3]))
        let pattern = try #require(PurchasePattern(repeats: Int(v[4]), recency: v[5], age: v[6]))

        #expect(abs(model.logLikelihood(PurchaseSample([pattern])) - one.logLikelihood) < 1e-9 * abs(one.logLikelihood))
        #expect(abs(model.probabilityAlive(pattern) - one.alive) < 1e-10)
        #expect(abs(model.expectedOrders(within: v[7], pattern) / one.expected - 1) < 1e-8)
    }
}
