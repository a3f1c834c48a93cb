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

    /// The share of customers with less, from 0 to below 1.
    public func standing(of value: Int64) -> Double {
        standings.share(below: value)
    }

    /// The first tier, from best to last, whose bound the value reaches; the last where it reaches none.
    public func tier(of value: Int64) -> Tier {
        let reached = rules.method == .quantile ? standing(of: value) : Double(value)
        for tier in rules.tiers where reached >= tier.atLeast { return tier }
        return rules.tiers[rules.tiers.count - 1]
    }
}
