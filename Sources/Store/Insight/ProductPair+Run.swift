import Domain
import Postgres

extension CompanyTransaction {
    /// Counts anew which products are bought on one day of one customer, from the lines of the last two years up to
    /// today. Returns how many pairs are kept: those with enough days and a lift above 1.
    ///
    /// Products and pairs below the minimum support fall away before they are joined (the a-priori rule), which keeps
    /// this proportional to what is frequent.
    public func pairProducts() async throws -> Int {
        let today = try await companyDay()
        let counts = try await execute([
            "delete from app.product_pairs where company_id = \(company)",
            """
            with \(baskets(through: today)),
            pair as (
                select bought.product, other.product as offered, count(*) as together_days
                from basket as bought
                join basket as other on other.customer_id = bought.customer_id
                    and other.ordered_on = bought.ordered_on and other.product <> bought.product
                where bought.size <= \(Int64(ProductPair.largestBasket))
                group by bought.product, other.product
                having count(*) >= \(Int64(ProductPair.leastDays))
            ),
            ranked as (
                select pair.product, pair.offered, pair.together_days, sale.days as product_days,
                    offer.days as offered_days, total.days as all_days,
                    row_number() over (
                        partition by pair.product
                        order by pair.together_days::float8 / offer.days desc, pair.together_days desc, pair.offered
                    ) as place
                from pair
                join sale on sale.product = pair.product
                join sale as offer on offer.product = pair.offered
                cross join total
                where pair.together_days * total.days > sale.days * offer.days
            )
            insert into app.product_pairs (
                company_id, product, offered, together_days, product_days, offered_days, all_days, computed_on
            )
            select \(company), product, offered, together_days, product_days, offered_days, all_days, \(today)
            from ranked where place <= \(Int64(ProductPair.keptForProduct))
            on conflict (company_id, product, offered) do nothing
            """,
        ])
        return counts[1]
    }

    /// `basket (customer_id, ordered_on, product, size)` of frequent products, `sale (product, days)` and `total (days)`.
    private func baskets(through day: CalendarDate) -> SQL {
        """
        bought as materialized (
            select distinct purchase.customer_id, purchase.ordered_on, line.product
            from app.order_lines as line
            join app.orders as purchase on purchase.company_id = \(company) and purchase.id = line.order_id
            where line.company_id = \(company) and purchase.ordered_on <= \(day)
                and purchase.ordered_on > \(day.adding(days: -ProductPair.windowDays))
        ),
        total as (select count(*) as days from (select distinct customer_id, ordered_on from bought) as days),
        sale as (
            select product, count(*) as days from bought
            group by product having count(*) >= \(Int64(ProductPair.leastDays))
        ),
        basket as materialized (
            select bought.customer_id, bought.ordered_on, bought.product,
                count(*) over (partition by bought.customer_id, bought.ordered_on) as size
            from bought join sale on sale.product = bought.product
        )
        """
    }
}
