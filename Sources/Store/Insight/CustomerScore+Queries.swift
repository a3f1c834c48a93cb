public import Domain
import Postgres

extension TierPlacement.Cause: PostgresCodable {}
extension ChurnRisk: PostgresCodable {}
extension LifecycleStage: PostgresCodable {}

extension CustomerScore {
    /// Columns of `app.customer_scores as score`.
    static let columns: SQL = """
        score.customer_id, score.order_count, score.order_days, score.first_on, score.last_on, score.monetary_minor, \
        score.repeat_minor, score.rhythm_days, score.rhythm_slow_days, score.pace, score.rfm, score.alive_percent, \
        score.expected_year, score.next_order_days, score.lifetime_minor, score.potential, score.risk, score.stage, \
        score.stage_since, score.tier, score.tier_since, score.tier_cause, score.tier_policy_id, score.tier_reached, \
        score.visit_days, score.holds_until
        """

    init(row: Row) throws {
        let customer = try row.get("customer_id", as: Customer.ID.self)
        let figures = try PurchaseFigures(row: row)
        self.init(
            customer: customer,
            figures: figures,
            ranks: try CustomerRanks(row: row),
            placement: TierPlacement(
                tier: try row.get("tier"),
                since: try row.get("tier_since"),
                cause: try row.get("tier_cause"),
                policy: try row.get("tier_policy_id"),
                reached: try row.get("tier_reached"),
                visitDays: try row.get("visit_days", as: Int32?.self).map(Int.init)
            ),
            expectation: try CustomerExpectation(row: row),
            risk: try row.get("risk"),
            stage: StagePlacement(stage: try row.get("stage"), since: try row.get("stage_since")),
            holdsUntil: try row.get("holds_until")
        )
    }
}

extension CustomerRanks {
    init(row: Row) throws {
        let digits = try row.get("rfm", as: Int.self)
        self.init(
            recency: digits / 100,
            frequency: digits / 10 % 10,
            monetary: digits % 10,
            potential: try row.get("potential")
        )
    }
}

extension CustomerExpectation {
    fileprivate init(row: Row) throws {
        self.init(
            alivePercent: try row.get("alive_percent", as: Int16?.self).map(Int.init),
            ordersInYear: try row.get("expected_year"),
            nextOrderDays: try row.get("next_order_days", as: Int32?.self).map(Int.init),
            lifetimeMinor: try row.get("lifetime_minor")
        )
    }
}

extension PurchaseFigures {
    fileprivate init(row: Row) throws {
        self.init(
            orderCount: try row.get("order_count"),
            orderDays: try row.get("order_days"),
            firstOn: try row.get("first_on"),
            lastOn: try row.get("last_on"),
            totalMinor: try row.get("monetary_minor"),
            repeatMinor: try row.get("repeat_minor"),
            rhythm: try PurchaseRhythm(row: row),
            pacePercent: try row.get("pace", as: Int32?.self).map(Int.init)
        )
    }
}

extension PurchaseRhythm {
    fileprivate init?(row: Row) throws {
        let usual = try row.get("rhythm_days", as: Int32?.self)
        let slow = try row.get("rhythm_slow_days", as: Int32?.self)
        guard let usual, let slow else { return nil }
        self.init(usualDays: Int(usual), slowDays: Int(slow))
    }
}

/// A score with what a list shows of its customer.
public struct ScoredCustomer: Sendable, Hashable {
    /// The score.
    public let score: CustomerScore
    /// The customer's name.
    public let name: String
    /// The agent responsible; nil while nobody is.
    public let owner: Person.ID?

    /// A score with its customer.
    public init(score: CustomerScore, name: String, owner: Person.ID?) {
        self.score = score
        self.name = name
        self.owner = owner
    }

    init(row: Row) throws {
        score = try CustomerScore(row: row)
        name = try row.get("name")
        owner = try row.get("owner_id")
    }
}

/// Where a list of scores goes on: behind a customer of a value.
public struct ScoreKey: Sendable, Hashable, Codable {
    /// Sum of amounts in minor units.
    public let totalMinor: Int64
    /// The customer.
    public let customer: Customer.ID

    /// The place of a score in the list.
    public init(_ score: CustomerScore) {
        totalMinor = score.figures.totalMinor
        customer = score.customer
    }
}

extension CompanyTransaction {
    /// A customer's score, if the acting person may see the customer; nil also before the first scoring and without
    /// orders.
    public func score(of customer: Customer.ID) async throws -> ScoredCustomer? {
        try await first(
            """
            select \(CustomerScore.columns), customer.name, customer.owner_id
            from app.customer_scores as score
            join app.customers as customer on customer.company_id = \(company) and customer.id = score.customer_id
            where score.company_id = \(company) and score.customer_id = \(customer)
            """,
            ScoredCustomer.init(row:)
        )
    }

    /// Scores of the customers the acting person may see, highest value first.
    public func scores(
        tier: String?,
        owner: Person.ID?,
        after key: ScoreKey?,
        limit: Int
    ) async throws -> [ScoredCustomer] {
        var filter: SQL = "where score.company_id = \(company)"
        if let tier { filter.append(" and score.tier = \(tier)") }
        if let owner { filter.append(" and customer.owner_id = \(owner)") }
        filter.append(ownCustomers("customer"))
        if let key {
            filter.append(" and (score.monetary_minor, score.customer_id) < (\(key.totalMinor), \(key.customer))")
        }
        return try await all(
            """
            select \(CustomerScore.columns), customer.name, customer.owner_id
            from app.customer_scores as score
            join app.customers as customer on customer.company_id = \(company) and customer.id = score.customer_id
            \(filter)
            order by score.monetary_minor desc, score.customer_id desc limit \(limit)
            """,
            ScoredCustomer.init(row:)
        )
    }

    /// All scores of the company, in no order.
    func allScores() async throws -> [CustomerScore] {
        try await scores(where: "true")
    }

    /// The scores of some customers, in no order.
    func scores(of customers: [Customer.ID]) async throws -> [CustomerScore] {
        try await scores(where: "score.customer_id = any(\(customers))")
    }

    private func scores(where condition: SQL) async throws -> [CustomerScore] {
        var scores: [CustomerScore] = []
        try await stream(
            """
            select \(CustomerScore.columns) from app.customer_scores as score
            where score.company_id = \(company) and \(condition)
            """,
            CustomerScore.init(row:)
        ) { scores.append($0) }
        return scores
    }
}
