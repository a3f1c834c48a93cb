/// Where a forecast comes from.
public enum ForecastSource: String, Hashable, Sendable, Codable, CaseIterable {
    /// A model fitted to the customer's own segment, or to the company where it has no segments.
    case fitted
    /// A model fitted to all customers of the company, because the segment's own is in doubt.
    case pooled
    /// The customer's own rhythm and the plain means, because every model is in doubt.
    case ownRhythm = "own_rhythm"
}

/// The model that is used, and why no better one is.
public struct ModelChoice<Model: Sendable>: Sendable {
    /// What forecasts made with this choice come from.
    public let source: ForecastSource
    /// The fit; nil for `ownRhythm`.
    public let fit: ModelFit<Model>?
    /// What was held against the fits that were passed over, from the first to the last.
    public let doubts: [FitDoubt]

    /// The first fit without a doubt, else the rule.
    init(_ candidates: [(fit: ModelFit<Model>?, doubts: [FitDoubt])]) {
        var passedOver: [FitDoubt] = []
        for (source, candidate) in zip([ForecastSource.fitted, .pooled], candidates) {
            if let fit = candidate.fit, candidate.doubts.isEmpty {
                self.init(source: source, fit: fit, doubts: passedOver)
                return
            }
            passedOver += candidate.doubts.filter { !passedOver.contains($0) }
        }
        self.init(source: .ownRhythm, fit: nil, doubts: passedOver)
    }

    private init(source: ForecastSource, fit: ModelFit<Model>?, doubts: [FitDoubt]) {
        self.source = source
        self.fit = fit
        self.doubts = doubts
    }
}

extension ModelChoice where Model == BetaGeometricModel {
    /// The model of buying for a segment: fitted to the segment, else to the whole company, else the own rhythm.
    ///
    /// Of BG/NBD and MBG/NBD, which have as many parameters, the one under which the sample is likelier.
    public static func orders(of segment: PurchaseSample, pooled company: PurchaseSample? = nil) async -> Self {
        let own = await candidate(segment)
        guard let company, !own.doubts.isEmpty else { return Self([own]) }
        return Self([own, await candidate(company)])
    }

    private static func candidate(_ sample: PurchaseSample) async -> (fit: ModelFit<Model>?, doubts: [FitDoubt]) {
        let tooSmall = FitDoubt.about(customers: sample.customers, repeatBuyers: sample.repeatBuyers)
        guard tooSmall.isEmpty else { return (nil, tooSmall) }
        async let modified = BetaGeometricModel.fit(sample, variant: .mbgnbd)
        let plain = BetaGeometricModel.fit(sample, variant: .bgnbd)
        let fits = [plain, await modified].compactMap(\.self)
        let sound = fits.filter(\.doubts.isEmpty)
        let best = (sound.isEmpty ? fits : sound)
            .max { $0.diagnostics.logLikelihood < $1.diagnostics.logLikelihood }
        return (best, best?.doubts ?? [.notConverged])
    }
}

extension ModelChoice where Model == GammaGammaModel {
    /// The model of value for a segment: fitted to the segment, else to the whole company, else the plain means.
    public static func value(of segment: SpendSample, pooled company: SpendSample? = nil) -> Self {
        let own = candidate(segment)
        guard let company, !own.doubts.isEmpty else { return Self([own]) }
        return Self([own, candidate(company)])
    }

    private static func candidate(_ sample: SpendSample) -> (fit: ModelFit<Model>?, doubts: [FitDoubt]) {
        guard sample.customers >= FitDoubt.leastRepeatBuyers, let fit = GammaGammaModel.fit(sample) else {
            return (nil, [.tooFewRepeatBuyers(sample.customers)])
        }
        return (fit, fit.doubts(about: sample))
    }
}
