/// How often a customer buys, from the gaps between the purchase days.
public struct PurchaseRhythm: Hashable, Sendable {
    /// Median gap in days, at least 1: the smallest gap that half of the gaps do not exceed.
    public let usualDays: Int
    /// The gap in days that nine gaps of ten do not exceed, at least `usualDays`.
    public let slowDays: Int

    /// Gaps that were computed before.
    public init(usualDays: Int, slowDays: Int) {
        self.usualDays = usualDays
        self.slowDays = slowDays
    }

    /// The rhythm of at least two gaps in days (three purchase days), in any order; nil for fewer.
    ///
    /// The quantiles are the discrete ones of SQL (`percentile_disc`): gaps that did happen, nothing in between.
    public init?(gaps: [Int32]) {
        guard gaps.count >= 2 else { return nil }
        let sorted = gaps.sorted()
        usualDays = Int(sorted[(sorted.count + 1) / 2 - 1])
        slowDays = Int(sorted[(sorted.count * 9 + 9) / 10 - 1])
    }
}
