import Domain
import FoundationEssentials
import Store

/// Purchases, as they were imported or recorded.
enum OrderEndpoints {
    static let all: [Endpoint] = [
        .list("customers/:id/orders", "listOrders", "The orders of a customer, newest first") { scope in
            let slice = try scope.slice(after: Order.Position.self)
            let rows = try await scope.company.orders(of: scope.id(), after: slice.after, limit: slice.fetch)
            let lines = try await scope.company.lines(of: rows.map(\.id))
            let currency = try await scope.company.hostedCompany().currency
            return try scope.page(rows, slice, key: Order.Position.init) {
                OrderBody($0, lines[$0.id] ?? [], currency)
            }
        },
        .post("customers/:id/orders", "recordOrder", "Record an order; the same one twice is recorded once") {
            (input: NewOrder, scope) -> OrderBody? in
            guard try await scope.company.customer(scope.id()) != nil else { return nil }
            let currency = try await scope.company.hostedCompany().currency
            let draft = try input.draft(in: currency)
            return OrderBody(try await scope.company.recordOrder(draft, of: scope.id()), draft.lines, currency)
        },
        .get("orders/:id", "getOrder", "One order") { scope -> OrderBody? in
            guard let order = try await scope.company.order(scope.id()) else { return nil }
            let lines = try await scope.company.lines(of: [order.id])[order.id] ?? []
            return OrderBody(order, lines, try await scope.company.hostedCompany().currency)
        },
    ]
}
