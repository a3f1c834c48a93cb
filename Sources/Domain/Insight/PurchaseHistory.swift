/// The purchases of one customer up to a day, as the database condenses them: the source of every figure.
public struct PurchaseHistory: Hashable, Sendable {
    /// The day of each order as days since 1970-01-01, in any order; one entry an order, so a day may repeat.
    public var dayNumbers: [Int32]
    /// Sum of all amounts in minor units; refunds count negative.
    public var totalMinor: Int64

    /// The days and the sum of one customer's orders.
    public init(dayNumbers: [Int32], totalMinor: Int64) {
        self.dayNumbers = dayNumbers
        self.totalMinor = totalMinor
    }
}
