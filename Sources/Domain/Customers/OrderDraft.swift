public import FoundationEssentials

/// An order as it comes in through the API.
public struct OrderDraft: Hashable, Sendable {
    /// Where orders come from that no importer names a source for.
    public static let source = "api"

    /// The order's number at its source.
    public let number: String
    /// When it was ordered.
    public let orderedAt: Date
    /// In minor units of the company's currency; negative for a refund.
    public let amountMinor: Int64
    /// Pieces, where known.
    public let quantity: Int?
    /// What was bought, where known.
    public let lines: [OrderLine]

    /// An order to record.
    public init(number: String, orderedAt: Date, amountMinor: Int64, quantity: Int?, lines: [OrderLine]) {
        self.number = number
        self.orderedAt = orderedAt
        self.amountMinor = amountMinor
        self.quantity = quantity
        self.lines = lines
    }
}
