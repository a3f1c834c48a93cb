public import FoundationEssentials

/// A purchase fact, imported from outside.
public struct Order: Hashable, Sendable {
    /// The id of an order.
    public typealias ID = Identifier<Order>

    /// Characters of a source.
    public static let sourceLength = 1...40
    /// Characters of a number.
    public static let numberLength = 1...200

    /// The order's id.
    public let id: ID
    /// Who bought.
    public let customerID: Customer.ID
    /// Where the fact comes from; with ``number`` it is the natural key.
    public let source: String
    /// The order's number at its source.
    public let number: String
    /// When it was ordered; midnight of the company's zone where only a day is known.
    public let orderedAt: Date
    /// The day of ``orderedAt`` in the company's zone.
    public let orderedOn: CalendarDate
    /// In minor units of the company's currency; negative for a refund.
    public let amountMinor: Int64
    /// Pieces, where known.
    public let quantity: Int?
    /// When the fact arrived.
    public let createdAt: Date

    /// An order as it is stored.
    public init(
        id: ID,
        customerID: Customer.ID,
        source: String,
        number: String,
        orderedAt: Date,
        orderedOn: CalendarDate,
        amountMinor: Int64,
        quantity: Int?,
        createdAt: Date
    ) {
        self.id = id
        self.customerID = customerID
        self.source = source
        self.number = number
        self.orderedAt = orderedAt
        self.orderedOn = orderedOn
        self.amountMinor = amountMinor
        self.quantity = quantity
        self.createdAt = createdAt
    }
}
