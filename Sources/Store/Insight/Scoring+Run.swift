public import Domain
import Postgres

/// What a scoring of a company did.
public struct ScoringSummary: Sendable, Hashable, Codable {
    /// The day the scores stand for.
    public let asOf: CalendarDate
    /// Number of the policy version in force on that day.
    public let policyNumber: Int
    /// Customers with a score.
    public let customers: Int
    /// Customers whose score was written.
    public let changed: Int
    /// Customers whose tier changed.
    public let tierMoves: Int
    /// Churn warnings raised.
    public let warnings: Int
}

extension CompanyTransaction {
    /// Rows written by one statement: large enough that the round trip does not matter, small enough for memory.
    private var batchSize: Int { 10_000 }

    /// Scores every customer with orders up to a day: figures, ranks, tier and tier history; then raises and closes
    /// churn warnings. Only what changed is written. Two scorings of one company follow one another.
    ///
    /// - Parameters:
    ///   - day: orders up to it count; nil is today in the company's time zone.
    ///   - progress: told how many customers are done, of how many.
    public func scoreCustomers(
        asOf day: CalendarDate? = nil,
        progress: (_ done: Int, _ total: Int) async throws -> Void = { _, _ in }
    ) async throws -> ScoringSummary {
        try await ensureDefaultTierPolicy()
        let today = try await companyDay()
        let day = day ?? today
        guard let policy = try await tierPolicy(on: day) else { throw PostgresError(.noRow, "no tier policy") }
        let earlier = try await allScores()
        let scoring = Scoring(day: day, policy: policy, overrides: try await tierOverrides())
        let customers = try await figures(upTo: day)
        let byCustomer = Dictionary(earlier.map { ($0.customer, $0) }, uniquingKeysWith: { first, _ in first })
        let scores = scoring.scores(of: customers, earlier: byCustomer)
        let (changed, moves) = try await write(scores, earlier: byCustomer, progress: progress)
        let warnings = try await updateWarnings(of: scores, rule: policy.rules.churn, on: day, today: today)
        let summary = ScoringSummary(
            asOf: day,
            policyNumber: policy.number,
            customers: scores.count,
            changed: changed,
            tierMoves: moves,
            warnings: warnings
        )
        try await keep(summary, policy: policy)
        return summary
    }

    /// The day that the current scores stand for; nil before the first scoring.
    public func scoredDay() async throws -> CalendarDate? {
        try await first("select as_of from app.scorings where company_id = \(company) order by id desc limit 1") {
            try $0.get("as_of")
        }
    }

    private func figures(upTo day: CalendarDate) async throws -> [(id: Customer.ID, figures: PurchaseFigures)] {
        var customers: [(id: Customer.ID, figures: PurchaseFigures)] = []
        try await purchaseHistories(upTo: day) { customer, history in
            if let figures = PurchaseFigures(history) { customers.append((customer, figures)) }
        }
        return customers
    }

    private func write(
        _ scores: [CustomerScore],
        earlier: [Customer.ID: CustomerScore],
        progress: (_ done: Int, _ total: Int) async throws -> Void
    ) async throws -> (changed: Int, moves: Int) {
        let changed = scores.filter { earlier[$0.customer] != $0 }
        let moves = changed.compactMap { TierChange(from: earlier[$0.customer], to: $0) }
        for batch in moves.batches(of: batchSize) { try await record(batch) }
        var done = scores.count - changed.count
        for (placement, alike) in Dictionary(grouping: changed, by: { SharedPlacement($0.placement) }) {
            for batch in alike.batches(of: batchSize) {
                try await write(batch, placement)
                done += batch.count
                try await progress(done, scores.count)
            }
        }
        if earlier.count + changed.count > scores.count {
            let present = Set(scores.lazy.map(\.customer))
            try await removeScores(of: earlier.keys.filter { !present.contains($0) })
        }
        return (changed.count, moves.count)
    }

    private func keep(_ summary: ScoringSummary, policy: TierPolicy) async throws {
        try await execute(
            """
            insert into app.scorings (company_id, as_of, policy_id, customers, changed, tier_moves, warnings)
            values (
                \(company), \(summary.asOf), \(policy.id), \(Int32(clamping: summary.customers)),
                \(Int32(clamping: summary.changed)), \(Int32(clamping: summary.tierMoves)),
                \(Int32(clamping: summary.warnings))
            )
            """
        )
        try await execute("update app.company_settings set scored_at = now() where company_id = \(company)")
    }
}

extension Array {
    /// The elements in slices of at most this many.
    func batches(of size: Int) -> [ArraySlice<Element>] {
        stride(from: 0, to: count, by: size).map { self[$0..<Swift.min($0 + size, count)] }
    }
}
