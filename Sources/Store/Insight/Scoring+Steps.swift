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

/// Whom a scoring scores, and by what.
struct DueScoring {
    /// Customers whose score may not be what it was.
    let candidates: [ScoringCandidate]
    /// Their scores from the scoring before.
    let earlier: KnownScores
    /// Where everybody stands.
    let standings: CompanyStandings
    let models: ModelBook
    /// Customers with orders, the candidates among them.
    let customers: Int
    /// Customers whose orders were read.
    let condensed: Int
    /// Customers who had a score and are to have none: archived, or without a purchase now.
    let gone: [Customer.ID]
}

/// Customers whose orders were read just now.
private struct CondensedCustomers {
    var customers: [SegmentedFigures] = []
    /// Who they are, and those whose orders are no purchases.
    var read: Set<Customer.ID> = []
}

extension CompanyTransaction {
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

    /// Who is scored: the few who may have changed, or everybody.
    func dueScoring(
        _ scoring: Scoring,
        _ demand: ScoringDemand,
        _ marks: [OrderMark],
        since ground: ScoringGround?,
        _ terms: ValueTerms
    ) async throws -> DueScoring {
        if demand.isEmpty, let ground, let few = try await changes(scoring, marks, since: ground, terms) { return few }
        return try await everybody(scoring, demand, marks, since: ground, terms)
    }

    /// The few who may have changed since the scoring before: who ordered, whose score holds only until now, and who moves
    /// because others did. Nil where everybody may have, because policy, settings or models are not those of the scoring before.
    private func changes(
        _ scoring: Scoring,
        _ marks: [OrderMark],
        since ground: ScoringGround,
        _ terms: ValueTerms
    ) async throws -> DueScoring? {
        guard ground.carries(to: scoring.day), ground.policy == scoring.policy.id, !ground.settingsChanged,
            let models = try await newestModels(), models.number == ground.modelNumber
        else { return nil }
        let outlines = try await scoreOutlines()
        guard models.isGood(on: scoring.day, customers: outlines.count) else { return nil }
        let directory = try await segmentDirectory()
        let fresh = try await condense(.marked(marks), directory, upTo: scoring.day)
        let others = outlines.filter { !fresh.read.contains($0.customer) && !directory.archived.contains($0.customer) }
        let count = others.count + fresh.customers.count
        guard models.isGood(on: scoring.day, customers: count) else { return nil }
        let buyers = await candidates(fresh.customers, by: models, terms)
        let standings = await CompanyStandings(others.map(\.basis) + buyers.map(\.basis), for: scoring)
        let moving = others.filter { !scoring.holds($0, on: standings) }.map(\.customer)
        let earlier = KnownScores(try await scores(of: moving + Array(fresh.read)))
        let kept = moving.compactMap { earlier[$0].map(ScoringCandidate.init(_:)) }
        let present = Set(buyers.lazy.map(\.id))
        return DueScoring(
            candidates: buyers + kept,
            earlier: earlier,
            standings: standings,
            models: models,
            customers: count,
            condensed: fresh.read.count,
            gone: outlines.lazy.map(\.customer).filter {
                directory.archived.contains($0) || fresh.read.contains($0) && !present.contains($0)
            }
        )
    }

    /// Everybody. The figures of who is not marked are carried from the scoring before, where that may be built on.
    private func everybody(
        _ scoring: Scoring,
        _ demand: ScoringDemand,
        _ marks: [OrderMark],
        since ground: ScoringGround?,
        _ terms: ValueTerms
    ) async throws -> DueScoring {
        let (directory, earlier) = (try await segmentDirectory(), KnownScores(try await allScores()))
        let isCarried = !demand.contains(.condense) && ground?.carries(to: scoring.day) == true
        let fresh = try await condense(isCarried ? .marked(marks) : .everybody, directory, upTo: scoring.day)
        let carried = (isCarried ? earlier.all : []).filter { !fresh.read.contains($0.customer) }
        let customers =
            fresh.customers + carried.compactMap { directory.segmented($0.customer, $0.figures) }
        let models = try await models(for: customers, on: scoring.day, refit: demand.contains(.fit))
        let candidates = await candidates(customers, by: models, terms)
        let present = earlier.all.isEmpty ? [] : Set(customers.lazy.map(\.id))
        return DueScoring(
            candidates: candidates,
            earlier: earlier,
            standings: await CompanyStandings(candidates.map(\.basis), for: scoring),
            models: models,
            customers: candidates.count,
            condensed: fresh.read.count,
            gone: earlier.all.lazy.map(\.customer).filter { !present.contains($0) }
        )
    }

    /// The figures of customers, from their orders.
    private func condense(
        _ scope: HistoryScope,
        _ directory: SegmentDirectory,
        upTo day: CalendarDate
    ) async throws -> CondensedCustomers {
        var condensed = CondensedCustomers()
        if case .marked(let marks) = scope, marks.isEmpty { return condensed }
        try await purchaseHistories(of: scope, upTo: day) { id, history in
            condensed.read.insert(id)
            if let customer = directory.segmented(id, history) { condensed.customers.append(customer) }
        }
        return condensed
    }

    /// The models to forecast with: the newest version, or a new one where that is not good for the day any more.
    private func models(for customers: [SegmentedFigures], on day: CalendarDate, refit: Bool) async throws -> ModelBook
    {
        let newest = try await newestModels()
        if let newest, !refit, newest.isGood(on: day, customers: customers.count) { return newest }
        let book = await ModelBook.fit(number: (newest?.number ?? 0) + 1, to: customers, on: day)
        try await keep(book)
        return book
    }

    /// Customers with what to expect of them.
    private func candidates(
        _ customers: [SegmentedFigures],
        by models: ModelBook,
        _ terms: ValueTerms
    ) async -> [ScoringCandidate] {
        let forecaster = CustomerForecaster(models, terms: terms, on: models.windowEnd)
        return zip(customers, await forecaster.expectations(of: customers)).map { customer, expectation in
            ScoringCandidate(id: customer.id, figures: customer.figures, expectation: expectation)
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
}
