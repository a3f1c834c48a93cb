import Domain
import FoundationEssentials

struct OrderBody: Body {
    let id: Order.ID
    let customerID: Customer.ID
    let source: String
    let number: String
    let orderedAt: Date
    let orderedOn: CalendarDate
    let amount: Money
    let quantity: Int?
    let lines: [LineBody]
    let createdAt: Date

    struct LineBody: Encodable, Sendable {
        let product: String
        let quantity: Int?
        let amount: Money?
    }

    init(_ order: Order, _ lines: [OrderLine], _ currency: Currency) {
        id = order.id
        customerID = order.customerID
        source = order.source
        number = order.number
        orderedAt = order.orderedAt
        orderedOn = order.orderedOn
        amount = Money(amountMinor: order.amountMinor, currency: currency)
        quantity = order.quantity
        self.lines = lines.map { line in
            LineBody(
                product: line.product,
                quantity: line.quantity,
                amount: line.amountMinor.map { Money(amountMinor: $0, currency: currency) }
            )
        }
        createdAt = order.createdAt
    }

    var location: String? { "orders/\(id)" }

    static let example = OrderBody(
        Order(
            id: Examples.id(20),
            customerID: Examples.id(16),
            source: "import",
            number: "A-20261122-7",
            orderedAt: Examples.instant,
            orderedOn: Examples.day,
            amountMinor: 12_800,
            quantity: 2,
            createdAt: Examples.instant
        ),
        [OrderLine(product: "TEA-100", quantity: 2, amountMinor: 12_800)],
        .cny
    )
    static let notes = [
        "source": "With number the order's natural key; api for orders recorded here",
        "ordered_on": "The day in the company's time zone",
        "amount": "Negative for a refund",
        "lines": "What was bought; none where nobody said",
        "lines.product": "Code or name, as the source writes it",
        "lines.quantity": "Pieces, where known",
        "lines.amount": "Where known; negative for a refund",
    ]
}

struct NewOrder: Described {
    let number: String
    let orderedAt: Date
    let amount: Money
    let quantity: Int?
    let lines: [NewOrderLine]?

    static let fields: [Field<Self>] = [
        .text("number", \.number, Order.numberLength, "The order's number where it comes from"),
        .timestamp("ordered_at", \.orderedAt, "When it was ordered"),
        .money("amount", \.amount, Int64.min...Int64.max, "The whole order, in the company's currency"),
        .integer("quantity", \.quantity, 0...Int64(Int32.max), "Pieces"),
        .list("lines", \.lines, 0...OrderLine.most, "What was bought"),
    ]

    /// The order, whose amounts must be in this currency.
    func draft(in currency: Currency) throws(OrderError) -> OrderDraft {
        let amounts = [amount] + (lines ?? []).compactMap(\.amount)
        guard amounts.allSatisfy({ $0.currency == currency }) else { throw .currency }
        return OrderDraft(
            number: number,
            orderedAt: orderedAt,
            amountMinor: amount.amountMinor,
            quantity: quantity,
            lines: (lines ?? []).map {
                OrderLine(product: $0.product, quantity: $0.quantity, amountMinor: $0.amount?.amountMinor)
            }
        )
    }
}

struct NewOrderLine: Described {
    let product: String
    let quantity: Int?
    let amount: Money?

    static let fields: [Field<Self>] = [
        .text("product", \.product, OrderLine.productLength, "Code or name, written the same way every time"),
        .integer("quantity", \.quantity, 0...Int64(Int32.max), "Pieces"),
        .money("amount", \.amount, Int64.min...Int64.max, "The line, in the company's currency"),
    ]
}
