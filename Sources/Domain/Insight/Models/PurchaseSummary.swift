/// An order or a refund of one customer, as far as the models see it.
public struct DatedAmount: Hashable, Sendable {
    /// The day as days since 1970-01-01.
    public let day: Int32
    /// The amount in minor units; negative for a refund.
    public let amountMinor: Int64

    /// An amount on a day.
    public init(day: Int32, amountMinor: Int64) {
        self.day = day
        self.amountMinor = amountMinor
    }
}

/// When one customer bought, and for how much.
public struct PurchaseSummary: Hashable, Sendable {
    /// When.
    public let pattern: PurchasePattern
    /// Sum of the repeat purchases in minor units: all amounts dated after the first purchase day, refunds subtracted.
    public let repeatValueMinor: Int64

    /// A summary that was condensed before.
    public init(pattern: PurchasePattern, repeatValueMinor: Int64) {
        self.pattern = pattern
        self.repeatValueMinor = repeatValueMinor
    }

    /// Condenses orders up to and including a day; nil where none is a purchase.
    ///
    /// A purchase day has at least one amount that is not negative (an order for nothing is an order). A refund makes
    /// no purchase day; dated after the first purchase day it lowers the repeat value. What is dated later than `day`
    /// is left out.
    public init?(orders: [DatedAmount], through day: Int32) {
        let purchases = orders.lazy.filter { $0.amountMinor >= 0 }.map(\.day)
        guard let pattern = PurchasePattern(purchaseDays: purchases, through: day) else { return nil }
        let first = purchases.min() ?? day
        var value: Int64 = 0
        for order in orders where order.day > first && order.day <= day {
            let (sum, overflow) = value.addingReportingOverflow(order.amountMinor)
            value = overflow ? (order.amountMinor > 0 ? .max : .min) : sum
        }
        self.init(pattern: pattern, repeatValueMinor: value)
    }

    /// z̄: the mean value of a repeat purchase in minor units; nil without a repeat, and where refunds left nothing.
    public var meanRepeatValue: Double? {
        guard pattern.repeats > 0, repeatValueMinor > 0 else { return nil }
        return Double(repeatValueMinor) / Double(pattern.repeats)
    }
}
