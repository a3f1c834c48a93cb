import Domain
import FoundationEssentials
import Store

/// Purchases, as they were imported.
enum OrderEndpoints {
    static let all: [Endpoint] = [
        .list("customers/:id/orders", "listOrders", "The orders of a customer, newest first") { scope in
            let slice = try scope.slice(after: Order.Position.self)
            let rows = try await scope.company.orders(of: scope.id(), after: slice.after, limit: slice.fetch)
            let currency = try await scope.company.hostedCompany().currency
            return try scope.page(rows, slice, key: Order.Position.init) { OrderBody($0, currency) }
        },
        .get("orders/:id", "getOrder", "One order") { scope -> OrderBody? in
            guard let order = try await scope.company.order(scope.id()) else { return nil }
            return OrderBody(order, try await scope.company.hostedCompany().currency)
        },
    ]
}

struct OrderBody: Body {
    let id: Order.ID
    let customerID: Customer.ID
    let source: String
    let number: String
    let orderedAt: Date
    let orderedOn: CalendarDate
    let amount: Money
    let quantity: Int?
    let createdAt: Date

    init(_ order: Order, _ currency: Currency) {
        id = order.id
        customerID = order.customerID
        source = order.source
        number = order.number
        orderedAt = order.orderedAt
        orderedOn = order.orderedOn
        amount = Money(amountMinor: order.amountMinor, currency: currency)
        quantity = order.quantity
        createdAt = order.createdAt
    }

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
        .cny
    )
    static let notes = [
        "source": "With number the order's natural key",
        "ordered_on": "The day in the company's time zone",
        "amount": "Negative for a refund",
    ]
}
