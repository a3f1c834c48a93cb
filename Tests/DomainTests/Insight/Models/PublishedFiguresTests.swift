import Domain
import Testing

@Suite struct PublishedFiguresTests {
    @Test func `the sample has the published customers and repeat buyers`() throws {
        let sample = try CDNOW.weeks()

        #expect(sample.customers == 2357)
        #expect(sample.repeatBuyers == 946)
        #expect(sample.groups.last?.pattern.repeats == 29)
    }

    @Test func `the BG-NBD has the parameters and likelihood of Fader, Hardie and Lee`() throws {
        let fit = try #require(BetaGeometricModel.fit(try CDNOW.weeks()))

        #expect(fit.diagnostics.converged)
        #expect(fit.model.r.reads(0.243, decimals: 3))
        #expect(fit.model.alpha.reads(4.414, decimals: 3))
        #expect(fit.model.a.reads(0.793, decimals: 3))
        #expect(fit.model.b.reads(2.426, decimals: 3))
        #expect(fit.diagnostics.logLikelihood.reads(-9582.4, decimals: 1))
    }

    @Test func `the BG-NBD expects the published orders of the published customer`() throws {
        let model = try #require(BetaGeometricModel.fit(try CDNOW.weeks())).model
        let customer = try #require(PurchasePattern(repeats: 2, recency: 30.43, age: 38.86))

        #expect(model.expectedOrders(within: 39, customer).reads(1.226, decimals: 3))
    }

    @Test func `the MBG-NBD has the parameters that others find`() throws {
        let fit = try #require(BetaGeometricModel.fit(try CDNOW.weeks(), variant: .mbgnbd))

        #expect(fit.model.r.reads(0.525, decimals: 3))
        #expect(fit.model.alpha.reads(6.183, decimals: 3))
        #expect(fit.model.a.reads(0.891, decimals: 3))
        #expect(fit.model.b.reads(1.614, decimals: 3))
    }

    @Test func `the Pareto-NBD has the parameters and likelihood of Fader, Hardie and Lee`() throws {
        let fit = try #require(ParetoNBDModel.fit(try CDNOW.weeks()))

        #expect(fit.diagnostics.converged)
        #expect(fit.model.r.reads(0.553, decimals: 3))
        #expect(fit.model.alpha.reads(10.578, decimals: 3))
        #expect(fit.model.s.reads(0.606, decimals: 3))
        #expect(fit.model.beta.reads(11.67, decimals: 2))
        #expect(fit.diagnostics.logLikelihood.reads(-9595.0, decimals: 1))
    }

    /// The published value counts repeats by day: the orders of a day are one purchase of their sum, the first purchase
    /// day is left out, and the 946 customers with a repeat by the end of calibration are in.
    @Test func `the Gamma-Gamma model has the parameters of Fader and Hardie's note`() throws {
        let spend = SpendSample(try CDNOW.summaries())
        let fit = try #require(GammaGammaModel.fit(spend))

        #expect(spend.customers == 946)
        #expect(fit.diagnostics.converged)
        #expect(fit.model.p.reads(6.25, decimals: 2))
        #expect(fit.model.q.reads(3.74, decimals: 2))
        #expect((fit.model.gamma / 100).reads(15.44, decimals: 2))
    }

    @Test func `value hardly depends on frequency, as Fader and Hardie found`() throws {
        let spend = SpendSample(try CDNOW.summaries())

        #expect(try #require(spend.correlation).reads(0.11, decimals: 2))
    }
}
