import Domain
import Postgres

extension CompanyTransaction {
    /// Hands on the purchases up to a day, one customer at a time, without those of archived customers.
    ///
    /// One pass over the index `orders_by_customer`. The server only collects days and adds amounts; gaps, quantiles
    /// and ranks are computed from them here, because window functions over a million orders take three times as long.
    func purchaseHistories(
        upTo day: CalendarDate,
        _ each: (Customer.ID, PurchaseHistory) async throws -> Void
    ) async throws {
        let archived = try await archivedCustomers()
        try await stream(
            """
            select customer_id, array_agg(ordered_on - date '1970-01-01') as days,
                greatest(least(sum(amount_minor), 9223372036854775807), -9223372036854775808)::bigint as total_minor
            from app.orders
            where company_id = \(company) and ordered_on <= \(day)
            group by customer_id
            """
        ) { row in
            (
                id: try row.get("customer_id", as: Customer.ID.self),
                history: PurchaseHistory(dayNumbers: try row.get("days"), totalMinor: try row.get("total_minor"))
            )
        } _: { customer in
            if !archived.contains(customer.id) { try await each(customer.id, customer.history) }
        }
    }

    private func archivedCustomers() async throws -> Set<Customer.ID> {
        Set(
            try await all("select id from app.customers where company_id = \(company) and state = 'archived'") {
                try $0.get("id")
            }
        )
    }
}
