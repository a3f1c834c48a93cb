import Domain
import FoundationEssentials
import Postgres

/// Orders that came, or a customer who came back, since a scoring saw them: what has to be condensed again.
struct OrderMark: Sendable {
    let id: Identifier<OrderMark>
    /// The latest day of the orders; a scoring of an earlier day does not see them all.
    let dueOn: CalendarDate
}

extension CompanyTransaction {
    /// Marks a batch of orders, given by the smallest and the largest of their ids, and a day that none is
    /// later than. Belongs into the transaction that
    /// inserts them: a scoring sees orders exactly where it sees their mark.
    func markOrders(from first: Order.ID, to last: Order.ID, dueOn day: CalendarDate) -> SQL {
        """
        insert into app.order_marks (company_id, first_order, last_order, due_on)
        select \(company), \(first), \(last), \(day)
        where exists (
            select from app.orders where company_id = \(company) and id between \(first) and \(last)
        )
        returning id
        """
    }

    /// Marks all orders of a customer.
    func markOrders(of customer: Customer.ID) async throws {
        try await execute(
            """
            insert into app.order_marks (company_id, customer_id, due_on)
            select \(company), \(customer), (now() at time zone 'UTC')::date returning id
            """
        )
    }

    /// The marks that there are.
    func orderMarks() async throws -> [OrderMark] {
        try await all("select id, due_on from app.order_marks where company_id = \(company)") {
            OrderMark(id: try $0.get("id"), dueOn: try $0.get("due_on"))
        }
    }

    /// Takes away marks whose orders a scoring of this day has all seen.
    func removeMarks(_ marks: [OrderMark], seenOn day: CalendarDate) async throws {
        let seen = marks.filter { $0.dueOn <= day }.map(\.id)
        guard !seen.isEmpty else { return }
        try await execute("delete from app.order_marks where company_id = \(company) and id = any(\(seen))")
    }
}
