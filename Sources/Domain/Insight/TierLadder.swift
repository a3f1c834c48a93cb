/// A policy's tiers over the values of one company on one day: gives every customer a tier.
///
/// Scoring, preview and override share this one rule.
public struct TierLadder: Sendable {
    private let rules: TierRules
    private let standings: Standings

    /// The rules over the metric's values of all scored customers.
    public init(rules: TierRules, values: [Int64]) {
        self.rules = rules
        standings = Standings(values)
    }

    /// What is compared with the bounds: the share of customers with less (quantile), or the value (threshold).
    public func reached(by value: Int64) -> Double {
        rules.method == .quantile ? standings.share(below: value) : Double(value) / rules.metric.scale
    }

    /// The first tier, from best to last, whose bound the value reaches; the last where it reaches none.
    public func tier(of value: Int64) -> Tier {
        let reached = reached(by: value)
        return rules.tiers.first { reached >= $0.atLeast } ?? rules.tiers[rules.tiers.count - 1]
    }
}
