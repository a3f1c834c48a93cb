/// The orders of one customer up to a day, as the database hands them over: the source of every figure.
public struct PurchaseHistory: Hashable, Sendable {
    /// The day of each order or refund as days since 1970-01-01, in any order; one entry an order, so a day may repeat.
    public var dayNumbers: [Int32]
    /// The amount of each of them in minor units, in the same order; negative for a refund.
    public var amounts: [Int64]

    /// Days and amounts of one customer's orders, as many of the one as of the other.
    public init(dayNumbers: [Int32], amounts: [Int64]) {
        self.dayNumbers = dayNumbers
        self.amounts = amounts
    }
}
