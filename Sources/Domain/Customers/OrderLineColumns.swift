/// The lines of a batch's orders, column by column: one for each row that names a product.
public struct OrderLineColumns: Sendable {
    /// The position in the batch of each line's order, ascending.
    public var orders: [Int] = []
    /// The product of each line.
    public var products = TextColumn()
    /// Pieces of each line, where the file says.
    public var quantities: [Int32?] = []
    /// The amount of each line, where the file says, in minor units.
    public var amounts: [Int64?] = []

    /// No lines.
    public init() {}

    /// How many lines there are.
    public var count: Int { orders.count }
}

/// A row that goes on with the order of the row before it.
public struct ContinuedRow: Sendable, Hashable {
    /// The position of the order in the batch.
    public let order: Int
    /// The physical line of the row.
    public let line: Int64
}
