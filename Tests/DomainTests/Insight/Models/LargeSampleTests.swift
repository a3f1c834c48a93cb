import Testing

@testable import Domain

/// Large samples are searched on a part of them first; what is found is the maximum over all of them.
@Suite struct LargeSampleTests {
    private static let setting = SimulatedCompany.Setting(
        variant: .bgnbd,
        r: 2,
        alpha: 120,
        a: 1,
        b: 5,
        p: 6,
        q: 3.7,
        gamma: 1500
    )
    private static let company = SimulatedCompany(setting, customers: 24_000, seed: 7)

    private func expect(_ estimates: [ParameterEstimate], near truth: [Double]) throws {
        for (estimate, value) in zip(estimates, truth) {
            #expect(abs(estimate.value - value) < 4 * (try #require(estimate.standardError)), "\(estimate.name)")
        }
    }

    @Test func `the orders of a large company give its parameters, in one search`() throws {
        let sample = PurchaseSample(Self.company.customers.map(\.summary.pattern))
        #expect(sample.part != nil)

        let fit = try #require(BetaGeometricModel.fit(sample, variant: .bgnbd))

        #expect(fit.diagnostics.converged && fit.diagnostics.searches == 1)
        #expect(fit.diagnostics.gradientNorm < 1e-6)
        try expect(fit.estimates, near: [2, 120, 1, 5])
    }

    @Test func `so do its values`() throws {
        let sample = SpendSample(Self.company.customers.map(\.summary))
        #expect(sample.part != nil)

        let fit = try #require(GammaGammaModel.fit(sample))

        #expect(fit.diagnostics.converged && fit.diagnostics.searches == 1)
        #expect(fit.diagnostics.gradientNorm < 1e-6)
        try expect(fit.estimates, near: [6, 3.7, 1500])
    }
}
