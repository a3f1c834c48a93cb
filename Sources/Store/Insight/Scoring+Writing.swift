import Domain
import Postgres

/// What a scoring wrote.
struct WrittenScores {
    var changed = 0
    var tierMoves = 0
    var stageMoves = 0
    var warnings = 0

    static func += (sum: inout Self, part: Self) {
        sum.changed += part.changed
        sum.tierMoves += part.tierMoves
        sum.stageMoves += part.stageMoves
        sum.warnings += part.warnings
    }
}

extension CompanyTransaction {
    /// Customers of one batch: enough that the round trips do not matter, few enough that the server does not wait long for
    /// the first.
    private var batchSize: Int { 2500 }

    /// Scores the customers who are due and writes what differs from before: scores, the steps between tiers and stages,
    /// warnings.
    func write(
        _ due: DueScoring,
        by scoring: Scoring,
        _ warnings: WarningRun,
        progress: (_ done: Int, _ total: Int) async throws -> Void
    ) async throws -> WrittenScores {
        var (written, done) = (WrittenScores(), due.customers - due.candidates.count)
        try await withThrowingTaskGroup(of: (customers: Int, written: WrittenScores).self) { group in
            for (index, batch) in due.candidates.batches(of: batchSize).enumerated() {
                // One is put together while the server takes in the other.
                if index > 1, let part = try await group.next() {
                    written += part.written
                    done += part.customers
                    try await progress(done, due.customers)
                }
                group.addTask { (batch.count, try await write(batch, due, by: scoring, warnings)) }
            }
            for try await part in group {
                written += part.written
                done += part.customers
                try await progress(done, due.customers)
            }
        }
        try await removeScores(of: due.gone)
        return written
    }

    private func write(
        _ batch: ArraySlice<ScoringCandidate>,
        _ due: DueScoring,
        by scoring: Scoring,
        _ warnings: WarningRun
    ) async throws -> WrittenScores {
        let scores = batch.map { scoring.score(of: $0, on: due.standings, after: due.earlier[$0.id]) }
        let changed = scores.filter { due.earlier[$0.customer] != $0 }
        let tierMoves = changed.compactMap { TierChange(from: due.earlier[$0.customer], to: $0) }
        let stageMoves = changed.compactMap { StageChange(from: due.earlier[$0.customer], to: $0) }
        try await record(tierMoves)
        try await record(stageMoves)
        try await write(changed.filter { due.earlier[$0.customer] == nil }, replacing: false)
        try await write(changed.filter { due.earlier[$0.customer] != nil }, replacing: true)
        try await closeWarnings(of: warnings.returned(scores))
        return WrittenScores(
            changed: changed.count,
            tierMoves: tierMoves.count,
            stageMoves: stageMoves.count,
            warnings: try await raise(warnings.late(scores), on: scoring.day, areFirst: warnings.isFirst)
        )
    }
}
