import Testing

@testable import Domain

/// The analytic gradients against central differences of the values.
@Suite struct GradientTests {
    private static let points: [[Double]] = [[-1.4, 0.5, -0.2, 0.9], [0.7, 2, -1.5, 1.1], [-2, -3, 1.2, -0.7]]

    private func expectGradient(at point: [Double], _ evaluate: ([Double]) -> BoxMaximiser.Evaluation) {
        let gradient = evaluate(point).gradient
        for index in point.indices {
            var (above, below) = (point, point)
            above[index] += 1e-5
            below[index] -= 1e-5
            let difference = (evaluate(above).value - evaluate(below).value) / 2e-5
            #expect(abs(gradient[index] - difference) < 1e-7 * max(1, abs(difference)))
        }
    }

    @Test(arguments: points, BetaGeometricModel.Variant.allCases)
    func `the slopes of the BG-NBD are those of its likelihood`(
        _ point: [Double],
        _ variant: BetaGeometricModel.Variant
    )
        throws
    {
        let likelihood = BetaGeometricLikelihood(variant: variant, sample: try CDNOW.weeks(), unit: 30)

        expectGradient(at: point, likelihood.mean)
    }

    @Test(arguments: points) func `the slopes of the Pareto-NBD are those of its likelihood`(_ point: [Double]) throws {
        expectGradient(at: point, ParetoNBDLikelihood(sample: try CDNOW.weeks(), unit: 30).mean)
    }

    @Test func `the slopes of the Pareto-NBD hold where both scales are equal`() throws {
        expectGradient(at: [-0.5, 1, -0.3, 1], ParetoNBDLikelihood(sample: try CDNOW.weeks(), unit: 30).mean)
    }

    @Test(arguments: points) func `the slopes of the Gamma-Gamma are those of its likelihood`(_ point: [Double]) throws
    {
        let likelihood = GammaGammaLikelihood(sample: SpendSample(try CDNOW.summaries()), unit: 3000)

        expectGradient(at: Array(point.prefix(3)), likelihood.mean)
    }
}
