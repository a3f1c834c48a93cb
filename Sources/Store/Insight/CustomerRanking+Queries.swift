public import Domain
import Postgres

/// How customers are ranked by what is expected of them.
public enum CustomerRanking: String, Sendable, Hashable, Codable, CaseIterable {
    /// At medium or high risk, the highest lifetime value first.
    case atRisk = "at_risk"
    /// At low or medium risk with an order due within 30 days, the soonest first.
    case due
    /// Growing, the fastest against their own earlier pace first.
    case rising

    /// Days ahead within which an order counts as due.
    public static let dueDays = 30
}

/// Where a ranking goes on: behind a customer of a rank.
public struct RankKey: Sendable, Hashable, Codable {
    /// The number that ranks, more being earlier.
    public let rank: Int64
    /// The customer.
    public let customer: Customer.ID
}

/// A customer of a ranking with the key of its place.
public struct RankedCustomer: Sendable, Hashable {
    /// The score with the customer's name and owner.
    public let scored: ScoredCustomer
    /// When the next order is due if the customer has not left; nil where none is expected within ten years.
    public let nextOrderOn: CalendarDate?
    /// The place.
    public let key: RankKey
}

/// How many customers, and what they are worth, share some classes.
public struct ScoreCell: Sendable, Hashable {
    /// Churn risk.
    public let risk: ChurnRisk
    /// Lifecycle stage.
    public let stage: LifecycleStage
    /// 5 for the fifth of highest value so far, 1 for the last.
    public let value: Int
    /// 5 for the fifth of highest lifetime value, 1 for the last.
    public let potential: Int
    /// Tenths of the probability to be alive, 0 to 9; nil where a rule speaks.
    public let aliveTenth: Int?
    /// Customers.
    public let customers: Int
    /// Sum of their lifetime values, minor units.
    public let lifetimeMinor: Int64

    /// So many customers of some classes.
    public init(
        risk: ChurnRisk,
        stage: LifecycleStage,
        value: Int,
        potential: Int,
        aliveTenth: Int?,
        customers: Int,
        lifetimeMinor: Int64
    ) {
        self.risk = risk
        self.stage = stage
        self.value = value
        self.potential = potential
        self.aliveTenth = aliveTenth
        self.customers = customers
        self.lifetimeMinor = lifetimeMinor
    }
}

extension CompanyTransaction {
    /// Customers the acting person may see, in the order of a ranking.
    ///
    /// Reads the scores of the company and keeps the first; an index for each ranking would cost every night more than a
    /// page costs here.
    public func ranking(
        _ ranking: CustomerRanking,
        on day: CalendarDate,
        owner: Person.ID?,
        after key: RankKey?,
        limit: Int
    ) async throws -> [RankedCustomer] {
        let next: SQL = "(greatest(models.day, score.last_on) + score.next_order_days)"
        let (rank, condition): (SQL, SQL) =
            switch ranking {
            case .atRisk: ("score.lifetime_minor", "score.risk in ('medium', 'high')")
            case .due:
                (
                    "(date '1970-01-01' - \(next))::bigint",
                    "score.risk in ('low', 'medium') and \(next) <= \(day.adding(days: CustomerRanking.dueDays))"
                )
            case .rising: ("score.pace::bigint", "score.stage = 'growing'")
            }
        var filter: SQL = "where score.company_id = \(company) and \(condition)"
        if let owner { filter.append(" and customer.owner_id = \(owner)") }
        filter.append(ownCustomers("customer"))
        if let key { filter.append(" and (\(rank), score.customer_id) < (\(key.rank), \(key.customer))") }
        return try await all(
            """
            select \(CustomerScore.columns), customer.name, customer.owner_id, \(rank) as rank, \(next) as next_order_on
            from (
                select max(window_end) as day from app.insight_models
                where company_id = \(company) and number = (
                    select model_number from app.scorings where company_id = \(company) order by id desc limit 1
                )
            ) as models
            cross join app.customer_scores as score
            join app.customers as customer on customer.company_id = \(company) and customer.id = score.customer_id
            \(filter)
            order by rank desc, score.customer_id desc limit \(limit)
            """
        ) { row in
            let scored = try ScoredCustomer(row: row)
            return RankedCustomer(
                scored: scored,
                nextOrderOn: try row.get("next_order_on"),
                key: RankKey(rank: try row.get("rank"), customer: scored.score.customer)
            )
        }
    }

    /// How the customers the acting person may see are spread over risk, stage, value and potential.
    public func scoreCells(owner: Person.ID?) async throws -> [ScoreCell] {
        var filter: SQL = "where score.company_id = \(company)"
        if let owner { filter.append(" and customer.owner_id = \(owner)") }
        filter.append(ownCustomers("customer"))
        return try await all(
            """
            select score.risk, score.stage, score.rfm % 10 as value, score.potential,
                least(score.alive_percent / 10, 9) as tenth, count(*) as customers,
                least(sum(score.lifetime_minor), 9223372036854775807)::bigint as lifetime_minor
            from app.customer_scores as score
            join app.customers as customer on customer.company_id = \(company) and customer.id = score.customer_id
            \(filter)
            group by 1, 2, 3, 4, 5
            """
        ) { row in
            ScoreCell(
                risk: try row.get("risk"),
                stage: try row.get("stage"),
                value: try row.get("value"),
                potential: try row.get("potential"),
                aliveTenth: try row.get("tenth", as: Int32?.self).map(Int.init),
                customers: try row.get("customers"),
                lifetimeMinor: try row.get("lifetime_minor")
            )
        }
    }
}
