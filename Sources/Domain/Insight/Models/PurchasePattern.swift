/// When one customer bought, condensed to what the models of buying need: x, t_x and T.
///
/// Times are days since the first purchase; another unit works as well where one keeps to it, and then the models speak
/// of that unit. Source: Fader, Hardie, Lee, "“Counting Your Customers” the Easy Way", Marketing Science 24(2), 2005:
/// (x, t_x, T) are the sufficient statistics of a purchase history.
public struct PurchasePattern: Hashable, Sendable {
    /// x: purchase days after the first, at least 0.
    public let repeats: Int
    /// t_x: time from the first to the last purchase; 0 without a repeat, else above 0.
    public let recency: Double
    /// T: time from the first purchase to the day of judgement, at least `recency`.
    public let age: Double

    /// A pattern that was condensed before; nil unless 0 ≤ recency ≤ age < ∞ and recency is 0 exactly without repeats.
    public init?(repeats: Int, recency: Double, age: Double) {
        guard repeats >= 0, recency >= 0, recency <= age, age.isFinite else { return nil }
        guard (repeats == 0) == (recency == 0) else { return nil }
        self.repeats = repeats
        // Adding 0 makes −0 the 0 that it equals, so that equal patterns have equal bits.
        self.recency = recency + 0
        self.age = age + 0
    }

    /// The pattern of purchase days (as day numbers, in any order) up to and including a day.
    ///
    /// Several purchases of a day count once, later days do not count; nil where nothing is left.
    public init?(purchaseDays: some Sequence<Int32>, through day: Int32) {
        let days = Set(purchaseDays.lazy.filter { $0 <= day })
        guard let first = days.min(), let last = days.max() else { return nil }
        self.init(repeats: days.count - 1, recency: Double(last) - Double(first), age: Double(day) - Double(first))
    }
}

extension PurchasePattern {
    /// One word instead of three: grouping customers by pattern is a large part of a fit.
    public func hash(into hasher: inout Hasher) {
        let (count, last) = (UInt64(bitPattern: Int64(repeats)), recency.bitPattern)
        hasher.combine((count &* 0x9E37_79B9_7F4A_7C15) ^ (last &* 0xC2B2_AE3D_27D4_EB4F) &+ age.bitPattern)
    }
}

extension PurchasePattern: Comparable {
    /// By repeats, then recency, then age: the order in which sums are taken, so that results never depend on the
    /// order of the customers.
    public static func < (left: Self, right: Self) -> Bool {
        (left.repeats, left.recency, left.age) < (right.repeats, right.recency, right.age)
    }
}
