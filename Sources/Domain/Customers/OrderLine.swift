/// What was bought with an order: one product. Orders have none where nobody said.
public struct OrderLine: Hashable, Sendable {
    /// Characters of a product's code or name.
    public static let productLength = 1...100
    /// Lines of one order.
    public static let most = 1000

    /// The product's code or name, as the source writes it.
    public let product: String
    /// Pieces, where known.
    public let quantity: Int?
    /// In minor units of the company's currency, where known; negative for a refund.
    public let amountMinor: Int64?

    /// A line of an order.
    public init(product: String, quantity: Int? = nil, amountMinor: Int64? = nil) {
        self.product = product
        self.quantity = quantity
        self.amountMinor = amountMinor
    }
}
