public import Domain
import FoundationEssentials
import Postgres

extension OrderLine {
    init(row: Row) throws {
        self.init(
            product: try row.get("product"),
            quantity: try row.get("quantity", as: Int32?.self).map(Int.init),
            amountMinor: try row.get("amount_minor")
        )
    }
}

extension CompanyTransaction {
    /// The lines of orders that the caller has read, in their order; orders without lines are not in it.
    public func lines(of orders: [Order.ID]) async throws -> [Order.ID: [OrderLine]] {
        guard !orders.isEmpty else { return [:] }
        let lines = try await all(
            """
            select order_id, product, quantity, amount_minor from app.order_lines
            where company_id = \(company) and order_id = any(\(orders.map(\.uuid)))
            order by order_id, position
            """
        ) { (order: try $0.get("order_id", as: Order.ID.self), line: try OrderLine(row: $0)) }
        return Dictionary(grouping: lines, by: \.order).mapValues { $0.map(\.line) }
    }

    /// Records an order of a customer, and marks it for the next scoring. The same order twice is recorded once.
    ///
    /// Throws ``CustomerError/unknown`` where the acting person may not see the customer, and ``OrderError/numberTaken``
    /// where the number is known with other values.
    public func recordOrder(_ draft: OrderDraft, of customer: Customer.ID) async throws -> Order {
        _ = try await requireCustomer(customer)
        if let recorded = try await insert(draft, of: customer) { return recorded }
        let known = try await one(
            """
            select \(Order.columns) from app.orders
            where company_id = \(company) and source = \(OrderDraft.source) and number = \(draft.number)
            """,
            Order.init(row:)
        )
        let lines = try await lines(of: [known.id])[known.id] ?? []
        let isSame =
            known.customerID == customer && known.amountMinor == draft.amountMinor && known.quantity == draft.quantity
            && abs(known.orderedAt.timeIntervalSince(draft.orderedAt)) < 0.000_001 && lines == draft.lines
        guard isSame else { throw OrderError.numberTaken }
        return known
    }

    private func insert(_ draft: OrderDraft, of customer: Customer.ID) async throws -> Order? {
        let recorded = try await first(
            """
            insert into app.orders (
                company_id, id, customer_id, source, number, ordered_at, ordered_on, amount_minor, quantity
            )
            select \(company), \(Order.ID.make()), \(customer), \(OrderDraft.source), \(draft.number),
                \(draft.orderedAt), (\(draft.orderedAt) at time zone hosted.time_zone)::date, \(draft.amountMinor),
                \(draft.quantity.map { Int32(clamping: $0) })
            from app.companies as hosted where hosted.id = \(company)
            on conflict (company_id, source, number) do nothing
            returning \(Order.columns)
            """,
            Order.init(row:)
        )
        guard let recorded else { return nil }
        try await execute(markOrders(from: recorded.id, to: recorded.id, dueOn: recorded.orderedOn))
        guard !draft.lines.isEmpty else { return recorded }
        try await execute(
            """
            insert into app.order_lines (company_id, order_id, position, product, quantity, amount_minor)
            select \(company), \(recorded.id), line.position, line.product, line.quantity, line.amount_minor
            from unnest(
                \(draft.lines.indices.map { Int32($0 + 1) }), \(draft.lines.map(\.product)),
                \(draft.lines.map { $0.quantity.map { Int32(clamping: $0) } }), \(draft.lines.map(\.amountMinor))
            ) as line (position, product, quantity, amount_minor)
            on conflict (company_id, order_id, position) do nothing
            """
        )
        return recorded
    }
}
