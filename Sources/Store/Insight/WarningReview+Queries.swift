public import Domain
import Postgres

extension WarningReview {
    static let columns: SQL = "month, model_number, population, lost, warned, hits"

    init(row: Row) throws {
        self.init(
            month: try row.get("month"),
            modelNumber: try row.get("model_number"),
            population: try row.get("population"),
            lost: try row.get("lost"),
            warned: try row.get("warned"),
            hits: try row.get("hits")
        )
    }

    /// Where a list of reviews goes on: behind one of a month and version.
    public struct Position: Sendable, Codable {
        /// The month of the last one of the page before.
        public let month: CalendarDate
        /// Its version.
        public let modelNumber: Int

        /// The position of a review.
        public init(_ review: WarningReview) {
            month = review.month
            modelNumber = review.modelNumber
        }
    }
}

extension CompanyTransaction {
    /// Reviews the warnings of every month whose customers had their time to come back, by the rule of the policy in
    /// force, and keeps the results in place of earlier ones. Returns how many there are.
    public func reviewWarnings() async throws -> Int {
        let today = try await companyDay()
        let warnings = try await raisedWarnings()
        guard let rule = try await tierPolicy(on: today)?.rules.churn else { return 0 }
        guard let first = warnings.values.joined().map(\.raisedOn).min() else { return 0 }
        var reviews = WarningReviews(rule: rule, firstWarning: first, today: today)
        try await stream(
            """
            select customer_id, array_agg(ordered_on) as days from app.orders
            where company_id = \(company) and ordered_on <= \(today) and amount_minor >= 0
            group by customer_id
            """
        ) {
            (
                id: try $0.get("customer_id", as: Customer.ID.self),
                days: try $0.get("days", as: [DayNumber].self).map(\.value)
            )
        } _: {
            reviews.add(purchaseDays: $0.days, warnings: warnings[$0.id] ?? [])
        }
        try await keep(reviews.reviews)
        return reviews.reviews.count
    }

    /// Reviews of past months, the newest first.
    public func warningReviews(after position: WarningReview.Position?, limit: Int) async throws -> [WarningReview] {
        let rest: SQL =
            position.map { " and (month, model_number) < (\($0.month), \(Int32(clamping: $0.modelNumber)))" } ?? .empty
        return try await all(
            """
            select \(WarningReview.columns) from app.warning_reviews
            where company_id = \(company) \(rest) order by month desc, model_number desc limit \(limit)
            """,
            WarningReview.init(row:)
        )
    }

    private func raisedWarnings() async throws -> [Customer.ID: [WarningReviews.Warning]] {
        var warnings: [Customer.ID: [WarningReviews.Warning]] = [:]
        try await stream(
            "select customer_id, raised_on, model_number from app.churn_warnings where company_id = \(company)"
        ) { row in
            let warning = WarningReviews.Warning(
                raisedOn: try row.get("raised_on"),
                modelNumber: try row.get("model_number")
            )
            return (id: try row.get("customer_id", as: Customer.ID.self), warning: warning)
        } _: {
            warnings[$0.id, default: []].append($0.warning)
        }
        return warnings
    }

    private func keep(_ reviews: [WarningReview]) async throws {
        try await execute(
            """
            insert into app.warning_reviews (company_id, month, model_number, population, lost, warned, hits)
            select \(company), fresh.*
            from unnest(
                \(reviews.map(\.month)), \(reviews.map { Int32(clamping: $0.modelNumber) }),
                \(reviews.map { Int32(clamping: $0.population) }), \(reviews.map { Int32(clamping: $0.lost) }),
                \(reviews.map { Int32(clamping: $0.warned) }), \(reviews.map { Int32(clamping: $0.hits) })
            ) as fresh
            on conflict (company_id, month, model_number) do update
            set population = excluded.population, lost = excluded.lost, warned = excluded.warned, hits = excluded.hits
            """
        )
    }
}
