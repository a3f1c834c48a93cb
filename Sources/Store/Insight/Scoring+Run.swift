public import Domain
import Postgres

/// What a scoring of a company did.
public struct ScoringSummary: Sendable, Hashable, Codable {
    /// The day the scores stand for.
    public let asOf: CalendarDate
    /// Number of the policy version in force on that day.
    public let policyNumber: Int
    /// Number of the version of the models that the forecasts are from.
    public let modelNumber: Int
    /// Customers with a score.
    public let customers: Int
    /// Customers whose orders were read; the others carried on.
    public let condensed: Int
    /// Customers whose score was written.
    public let changed: Int
    /// Customers whose tier changed.
    public let tierMoves: Int
    /// Customers whose lifecycle stage changed.
    public let stageMoves: Int
    /// Churn warnings raised.
    public let warnings: Int
}

/// What a scoring does even where it need not.
public struct ScoringDemand: OptionSet, Sendable {
    /// The bits of the set.
    public let rawValue: Int

    /// A set of these bits.
    public init(rawValue: Int) {
        self.rawValue = rawValue
    }

    /// Reads the orders of every customer, not only those that came since the scoring before.
    public static let condense = ScoringDemand(rawValue: 1)
    /// Fits a new version of the models.
    public static let fit = ScoringDemand(rawValue: 2)
    /// Both: nothing is taken over but what tiers and stages were.
    public static let anew: ScoringDemand = [.condense, .fit]
}

extension CompanyTransaction {
    /// Scores every customer with orders up to a day: figures, forecasts, ranks, tier, stage and their histories; then
    /// raises and closes churn warnings.
    ///
    /// Only the orders of customers who are marked are read, only scores that may have changed are read whole, and only
    /// what changed is written; the result is that of a full run. Two scorings of one company follow one another. Memory
    /// grows by about 1 kB with each customer, not with the orders.
    ///
    /// - Parameters:
    ///   - day: orders up to it count; nil is today in the company's time zone.
    ///   - demand: what is done even where it need not.
    ///   - progress: told how many customers are done, of how many.
    public func scoreCustomers(
        asOf day: CalendarDate? = nil,
        demand: ScoringDemand = [],
        progress: (_ done: Int, _ total: Int) async throws -> Void = { _, _ in }
    ) async throws -> ScoringSummary {
        try await ensureDefaultTierPolicy()
        try await keepQuietUnheard()
        let today = try await companyDay()
        let day = day ?? today
        guard let policy = try await tierPolicy(on: day) else { throw PostgresError(.noRow, "no tier policy") }
        let scoring = Scoring(day: day, policy: policy, overrides: try await tierOverrides())
        let (marks, ground, settings) = (try await orderMarks(), try await lastScoring(), try await settings())
        let due = try await dueScoring(scoring, demand, marks, since: ground, settings.valueTerms)
        let isFirst = try await !hasWarnings()
        let warnings = WarningRun(scoring, due, since: ground, settings, isFirst: isFirst, today: today)
        let written = try await write(due, by: scoring, warnings, progress: progress)
        try await closeLostWarnings(rule: policy.rules.churn, on: day)
        let summary = ScoringSummary(
            asOf: day,
            policyNumber: policy.number,
            modelNumber: due.models.number,
            customers: due.customers,
            condensed: due.condensed,
            changed: written.changed,
            tierMoves: written.tierMoves,
            stageMoves: written.stageMoves,
            warnings: written.warnings
        )
        try await removeMarks(marks, seenOn: day)
        try await keep(summary, policy: policy, carriesOn: day >= today)
        return summary
    }

    /// The day that the current scores stand for; nil before the first scoring.
    public func scoredDay() async throws -> CalendarDate? {
        try await lastScoring()?.day
    }

    private func keep(_ summary: ScoringSummary, policy: TierPolicy, carriesOn: Bool) async throws {
        try await execute([
            """
            insert into app.scorings (
                company_id, as_of, policy_id, customers, changed, tier_moves, warnings, condensed, model_number, carries_on
            ) values (
                \(company), \(summary.asOf), \(policy.id), \(Int32(clamping: summary.customers)),
                \(Int32(clamping: summary.changed)), \(Int32(clamping: summary.tierMoves)),
                \(Int32(clamping: summary.warnings)), \(Int32(clamping: summary.condensed)),
                \(Int32(clamping: summary.modelNumber)), \(carriesOn)
            )
            """,
            "update app.company_settings set scored_at = now() where company_id = \(company)",
        ])
    }
}

extension Array {
    /// The elements in slices of at most this many.
    func batches(of size: Int) -> [ArraySlice<Element>] {
        stride(from: 0, to: count, by: size).map { self[$0..<Swift.min($0 + size, count)] }
    }
}
