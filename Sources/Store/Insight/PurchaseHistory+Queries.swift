package import Domain
import Postgres

/// Whose orders are read.
enum HistoryScope {
    /// Everybody's.
    case everybody
    /// Only those that these marks name.
    case marked([OrderMark])
}

extension CompanyTransaction {
    /// Hands on the purchases up to a day, one customer at a time, in bounded memory.
    ///
    /// One pass over the index `orders_by_customer`, or one look into it for each marked customer. The server only collects;
    /// days, gaps, quantiles, sums and ranks are computed from that here, because window functions over a million orders
    /// take three times as long.
    func purchaseHistories(
        of scope: HistoryScope,
        upTo day: CalendarDate,
        _ each: (Customer.ID, PurchaseHistory) async throws -> Void
    ) async throws {
        let histories: SQL =
            switch scope {
            case .everybody:
                """
                select customer_id, array_agg(ordered_on) as days, array_agg(amount_minor) as amounts
                from app.orders
                where company_id = \(company) and ordered_on <= \(day)
                group by customer_id
                """
            case .marked(let marks):
                // For each customer by itself: as a join it is a pass over all orders where the planner does not know yet how
                // many orders came.
                """
                select marked.customer_id, history.days, history.amounts
                from (\(markedCustomers(marks))) as marked
                cross join lateral (
                    select array_agg(ordered_on) as days, array_agg(amount_minor) as amounts
                    from app.orders
                    where company_id = \(company) and customer_id = marked.customer_id and ordered_on <= \(day)
                ) as history
                where history.days is not null
                """
            }
        try await stream(histories) { row in
            (
                id: try row.get("customer_id", as: Customer.ID.self),
                history: PurchaseHistory(
                    dayNumbers: try row.get("days", as: [DayNumber].self).map(\.value),
                    amounts: try row.get("amounts")
                )
            )
        } _: {
            try await each($0.id, $0.history)
        }
    }

    private func markedCustomers(_ marks: [OrderMark]) -> SQL {
        """
        select mark.customer_id from app.order_marks as mark
        where mark.company_id = \(company) and mark.id = any(\(marks.map(\.id))) and mark.customer_id is not null
        union
        select fresh.customer_id from app.order_marks as mark
        join app.orders as fresh
            on fresh.company_id = \(company) and fresh.id between mark.first_order and mark.last_order
        where mark.company_id = \(company) and mark.id = any(\(marks.map(\.id)))
        """
    }

    /// What the models are fitted to: the purchases up to a day of every customer who has any and is not archived,
    /// condensed from the raw orders.
    package func condensedPurchases(upTo day: CalendarDate) async throws -> [SegmentedFigures] {
        let directory = try await segmentDirectory()
        var customers: [SegmentedFigures] = []
        try await purchaseHistories(of: .everybody, upTo: day) { id, history in
            if let customer = directory.segmented(id, history) { customers.append(customer) }
        }
        return customers
    }

    /// Who among the company's customers is archived, and who an organisation.
    func segmentDirectory() async throws -> SegmentDirectory {
        var directory = SegmentDirectory()
        try await stream(
            """
            select id, kind, state from app.customers
            where company_id = \(company) and (state = 'archived' or kind = 'organisation')
            """
        ) { row in
            (
                id: try row.get("id", as: Customer.ID.self), kind: try row.get("kind", as: Customer.Kind.self),
                state: try row.get("state", as: Customer.State.self)
            )
        } _: { customer in
            if customer.state == .archived { directory.archived.insert(customer.id) }
            if customer.kind == .organisation { directory.organisations.insert(customer.id) }
        }
        return directory
    }
}

/// The few customers who are not served persons.
struct SegmentDirectory {
    var archived: Set<Customer.ID> = []
    var organisations: Set<Customer.ID> = []

    /// The customer with the figures; nil for who is archived.
    func segmented(_ id: Customer.ID, _ figures: PurchaseFigures) -> SegmentedFigures? {
        guard !archived.contains(id) else { return nil }
        return SegmentedFigures(id: id, segment: organisations.contains(id) ? .organisation : .person, figures: figures)
    }

    /// The customer with the figures of a history; nil also without a purchase.
    func segmented(_ id: Customer.ID, _ history: PurchaseHistory) -> SegmentedFigures? {
        PurchaseFigures(history).flatMap { segmented(id, $0) }
    }
}
