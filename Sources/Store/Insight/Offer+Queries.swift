public import Domain
import Postgres

extension Offer {
    init(row: Row) throws {
        self.init(
            pair: ProductPair(
                product: try row.get("product"),
                offered: try row.get("offered"),
                togetherDays: try row.get("together_days"),
                productDays: try row.get("product_days"),
                offeredDays: try row.get("offered_days"),
                allDays: try row.get("all_days")
            ),
            boughtOn: try row.get("bought_on"),
            lastBoughtOn: try row.get("last_bought_on")
        )
    }
}

extension CompanyTransaction {
    /// What goes with what a customer bought, the most confident first, each product once; never one that they bought on
    /// their last purchase day. None where nothing frequent is known of their orders.
    ///
    /// Throws ``CustomerError/unknown`` where the acting person may not see the customer.
    public func offers(to customer: Customer.ID) async throws -> [Offer] {
        _ = try await requireCustomer(customer)
        return try await all(
            """
            with bought as materialized (
                select line.product, max(purchase.ordered_on) as bought_on
                from app.orders as purchase
                join app.order_lines as line on line.company_id = \(company) and line.order_id = purchase.id
                where purchase.company_id = \(company) and purchase.customer_id = \(customer)
                group by line.product
            ),
            latest as (select max(bought_on) as day from bought),
            candidate as (
                select distinct on (pair.offered) pair.product, pair.offered, pair.together_days, pair.product_days,
                    pair.offered_days, pair.all_days, bought.bought_on, known.bought_on as last_bought_on
                from bought
                cross join latest
                join app.product_pairs as pair on pair.company_id = \(company) and pair.product = bought.product
                left join bought as known on known.product = pair.offered
                where bought.bought_on > latest.day - \(Int32(Offer.memoryDays))
                    and known.bought_on is distinct from latest.day
                order by pair.offered, pair.together_days::float8 / pair.product_days desc, pair.product
            )
            select * from candidate
            order by together_days::float8 / product_days desc, together_days desc, offered
            limit \(Offer.most)
            """,
            Offer.init(row:)
        )
    }
}
