public import Domain
import Postgres

extension Order {
    static let columns: SQL = """
        id, customer_id, source, number, ordered_at, ordered_on, amount_minor, quantity, created_at
        """

    init(row: Row) throws {
        self.init(
            id: try row.get("id"),
            customerID: try row.get("customer_id"),
            source: try row.get("source"),
            number: try row.get("number"),
            orderedAt: try row.get("ordered_at"),
            orderedOn: try row.get("ordered_on"),
            amountMinor: try row.get("amount_minor"),
            quantity: try row.get("quantity", as: Int32?.self).map(Int.init),
            createdAt: try row.get("created_at")
        )
    }

    /// Where a page of orders begins: behind this one.
    public struct Position: Sendable, Codable {
        /// The day of the last one of the page before.
        public let orderedOn: CalendarDate
        /// Its id, which decides among those of one day.
        public let id: ID

        /// The position of an order.
        public init(_ order: Order) {
            orderedOn = order.orderedOn
            id = order.id
        }
    }
}

extension CompanyTransaction {
    /// The orders of a customer, newest first.
    public func orders(of customer: Customer.ID, after: Order.Position? = nil, limit: Int) async throws -> [Order] {
        _ = try await requireCustomer(customer)
        let rest: SQL = after.map { " and (ordered_on, id) < (\($0.orderedOn), \($0.id))" } ?? .empty
        return try await all(
            """
            select \(Order.columns) from app.orders
            where company_id = \(company) and customer_id = \(customer) \(rest)
            order by ordered_on desc, id desc limit \(limit)
            """,
            Order.init(row:)
        )
    }

    /// The order with this id, if the acting person may see its customer.
    public func order(_ id: Order.ID) async throws -> Order? {
        try await first(
            """
            select \(Order.columns) from app.orders
            where company_id = \(company) and id = \(id) and exists (
                select from app.customers
                where customers.company_id = \(company) and customers.id = orders.customer_id
            )
            """,
            Order.init(row:)
        )
    }
}
