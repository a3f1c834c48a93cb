import Domain
import Postgres

/// What a scoring may build on.
struct ScoringGround: Sendable {
    /// The day its scores stand for.
    let day: CalendarDate
    /// The policy version in force on that day.
    let policy: TierPolicy.ID
    /// The version of the models its forecasts are from.
    let modelNumber: Int
    /// Whether all orders up to its day are in it, or marked.
    let carriesOn: Bool
    /// Whether the company's settings changed after it.
    let settingsChanged: Bool

    /// Whether a scoring of a day may keep the figures of customers who are not marked.
    func carries(to day: CalendarDate) -> Bool {
        carriesOn && self.day <= day
    }
}

/// Every customer with orders, and which of them were read from the orders just now.
struct CondensedCompany {
    var customers: [SegmentedFigures] = []
    var fresh: Set<Customer.ID> = []
}

/// What a scoring wrote.
struct WrittenScores {
    let changed: Int
    let tierMoves: Int
    let stageMoves: Int
}

extension CompanyTransaction {
    /// Rows written by one statement: large enough that the round trip does not matter, small enough that the server does
    /// not wait long for the first.
    private var batchSize: Int { 2500 }

    /// The newest scoring; nil before the first.
    func lastScoring() async throws -> ScoringGround? {
        try await first(
            """
            select scoring.as_of, scoring.policy_id, scoring.model_number, scoring.carries_on,
                settings.updated_at > scoring.finished_at as settings_changed
            from app.scorings as scoring
            join app.company_settings as settings on settings.company_id = \(company)
            where scoring.company_id = \(company) order by scoring.id desc limit 1
            """
        ) { row in
            ScoringGround(
                day: try row.get("as_of"),
                policy: try row.get("policy_id"),
                modelNumber: try row.get("model_number"),
                carriesOn: try row.get("carries_on"),
                settingsChanged: try row.get("settings_changed")
            )
        }
    }

    /// The figures of every customer: read from the orders of those who are marked and carried from the scoring before
    /// for the others; all read from the orders where nothing is carried.
    func condense(
        _ marks: [OrderMark],
        carrying earlier: KnownScores?,
        upTo day: CalendarDate
    ) async throws -> CondensedCompany {
        let directory = try await segmentDirectory()
        var company = CondensedCompany()
        if earlier == nil || !marks.isEmpty {
            let scope: HistoryScope = earlier == nil ? .everybody : .marked(marks)
            try await purchaseHistories(of: scope, upTo: day) { id, history in
                company.fresh.insert(id)
                if let customer = directory.segmented(id, history) { company.customers.append(customer) }
            }
        }
        for score in earlier?.all ?? [] where !company.fresh.contains(score.customer) {
            if let customer = directory.segmented(score.customer, score.figures) { company.customers.append(customer) }
        }
        return company
    }

    /// The models to forecast with: the newest version, or a new one where that is not good for the day any more.
    func models(for customers: [SegmentedFigures], on day: CalendarDate, refit: Bool) async throws -> ModelBook {
        let newest = try await newestModels()
        if let newest, !refit, newest.isGood(on: day, customers: customers.count) { return newest }
        let book = await ModelBook.fit(number: (newest?.number ?? 0) + 1, to: customers, on: day)
        try await keep(book)
        return book
    }

    /// What to expect of every customer. Where models and settings are those of the scoring before, what stands with the
    /// score of a customer without new orders is still right.
    func expect(
        _ condensed: CondensedCompany,
        by models: ModelBook,
        ground: ScoringGround?,
        earlier: KnownScores
    ) async throws -> [ScoringCandidate] {
        let terms = try await settings().valueTerms
        let isSame = ground.map { $0.modelNumber == models.number && !$0.settingsChanged } ?? false
        let known = condensed.customers.map { customer in
            isSame && !condensed.fresh.contains(customer.id) ? earlier[customer.id]?.expectation : nil
        }
        let unknown = zip(condensed.customers, known).compactMap { $1 == nil ? $0 : nil }
        let forecaster = CustomerForecaster(models, terms: terms, on: models.windowEnd)
        var computed = await forecaster.expectations(of: unknown).makeIterator()
        return zip(condensed.customers, known).compactMap { customer, expectation in
            (expectation ?? computed.next()).map {
                ScoringCandidate(id: customer.id, figures: customer.figures, expectation: $0)
            }
        }
    }

    /// Spares the database the question, for each of thousands of rows, whether a webhook or a stream wants to hear of it,
    /// where the company has none. A scoring tells nothing else: holds for this transaction.
    func keepQuietUnheard() async throws {
        try await execute(
            """
            select set_config('app.quiet', 'on', true)
            where not exists (select from app.webhooks where company_id = \(company))
                and not exists (select from app.event_logs where company_id = \(company) and kept_until > now())
            """
        )
    }

    /// Writes the scores that differ from those before, and the steps between tiers and stages.
    func write(
        _ scores: [CustomerScore],
        earlier: KnownScores,
        progress: (_ done: Int, _ total: Int) async throws -> Void
    ) async throws -> WrittenScores {
        let changed = scores.indices.filter { earlier[scores[$0].customer] != scores[$0] }
        let tierMoves = changed.compactMap { TierChange(from: earlier[scores[$0].customer], to: scores[$0]) }
        for batch in tierMoves.batches(of: batchSize) { try await record(batch) }
        let stageMoves = changed.compactMap { StageChange(from: earlier[scores[$0].customer], to: scores[$0]) }
        for batch in stageMoves.batches(of: batchSize) { try await record(batch) }
        let batches = [false, true].flatMap { isKnown in
            changed.filter { (earlier[scores[$0].customer] != nil) == isKnown }.batches(of: batchSize)
                .map { (rows: $0, isKnown: isKnown) }
        }
        var done = scores.count - changed.count
        try await withThrowingTaskGroup(of: Int.self) { group in
            for (index, (rows, isKnown)) in batches.enumerated() {
                // One is put together while the server takes in the other.
                if index > 1, let count = try await group.next() {
                    done += count
                    try await progress(done, scores.count)
                }
                group.addTask {
                    try await write(rows.map { scores[$0] }, replacing: isKnown)
                    return rows.count
                }
            }
            for try await count in group {
                done += count
                try await progress(done, scores.count)
            }
        }
        if earlier.all.count + changed.count > scores.count {
            let present = Set(scores.lazy.map(\.customer))
            try await removeScores(of: earlier.all.lazy.map(\.customer).filter { !present.contains($0) })
        }
        return WrittenScores(changed: changed.count, tierMoves: tierMoves.count, stageMoves: stageMoves.count)
    }
}
