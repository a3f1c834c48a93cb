import Domain
import Postgres

/// How a scoring raises warnings, and closes those of who ordered: one is looked at again only where something changed since
/// the scoring before.
struct WarningRun {
    private let scoring: Scoring
    private let earlier: KnownScores
    private let ground: ScoringGround?
    private let modelNumber: Int
    private let plan: VisitPlan
    private let usualDueDays: Int
    /// Whether the company has no warnings yet.
    let isFirst: Bool

    /// Work falls due after `today`, whatever day the scores stand for.
    init(
        _ scoring: Scoring,
        _ due: DueScoring,
        since ground: ScoringGround?,
        _ settings: CompanySettings,
        isFirst: Bool,
        today: CalendarDate
    ) {
        self.isFirst = isFirst
        self.scoring = scoring
        self.ground = ground
        earlier = due.earlier
        modelNumber = due.models.number
        plan = VisitPlan(today: today, workingDays: WorkingDays(settings.workingDays))
        usualDueDays = settings.churnDueDays
    }

    /// Customers whose last purchase day is later than it was, or was not known, with that day. Nobody before the first
    /// scoring, when there are no warnings.
    func returned(_ scores: [CustomerScore]) -> [Customer.ID: CalendarDate] {
        guard ground != nil else { return [:] }
        let later = scores.lazy.filter { score in
            earlier[score.customer].map { $0.figures.lastOn < score.figures.lastOn } ?? true
        }
        return Dictionary(later.map { ($0.customer, $0.figures.lastOn) }, uniquingKeysWith: { first, _ in first })
    }

    /// Customers who are late, not at low risk, and not warned of for this silence yet.
    func late(_ scores: [CustomerScore]) -> [LateCustomer] {
        scores.compactMap { score in
            guard !hasWarned(of: score) else { return nil }
            return scoring.policy.rules.churn.concern(about: score, on: scoring.day).map { lateness in
                let stake = RetentionStake(score, modelNumber: modelNumber)
                let dueOn = plan.churnDueDay(dueDays: stake.dueDays(usually: usualDueDays))
                return LateCustomer(customer: score.customer, lateness: lateness, stake: stake, dueOn: dueOn)
            }
        }
    }

    /// Whether the scoring before raised the warning of the silence that a customer is in, by the same policy.
    private func hasWarned(of score: CustomerScore) -> Bool {
        guard let ground, ground.policy == scoring.policy.id, let before = earlier[score.customer] else { return false }
        return before.figures.lastOn == score.figures.lastOn
            && scoring.policy.rules.churn.concern(about: before, on: ground.day) != nil
    }
}

/// Somebody to be warned of.
struct LateCustomer {
    let customer: Customer.ID
    let lateness: Lateness
    let stake: RetentionStake
    let dueOn: CalendarDate
}

extension CompanyTransaction {
    /// Whether the company has any warnings, open or closed.
    func hasWarnings() async throws -> Bool {
        try await one("select exists (select from app.churn_warnings where company_id = \(company)) as found") {
            try $0.get("found")
        }
    }

    /// Raises warnings, each silence once; returns how many are new. The first of a company are raised without a look for
    /// earlier ones, which takes a fourth of the time.
    func raise(_ late: [LateCustomer], on day: CalendarDate, areFirst: Bool) async throws -> Int {
        guard !late.isEmpty else { return 0 }
        let once: SQL = areFirst ? .empty : " on conflict (company_id, customer_id, last_on) do nothing"
        return try await execute(
            """
            insert into app.churn_warnings (
                company_id, raised_on, id, due_on, customer_id, last_on, rhythm_days, late_days, silent_days, order_days,
                risk, lifetime_minor, play, model_number
            )
            select \(company), \(day), fresh.*
            from (
                select unnest(\(late.map { _ in ChurnWarning.ID.make() })),
                    unnest(\(late.map(\.dueOn))),
                    unnest(\(late.map(\.customer))),
                    unnest(\(late.map(\.lateness.lastOn))),
                    unnest(\(late.map { Int32($0.lateness.usualDays) })),
                    unnest(\(late.map { Int32($0.lateness.lateAfterDays) })),
                    unnest(\(late.map { Int32($0.lateness.silentDays) })),
                    unnest(\(late.map { Int32($0.lateness.orderDays) })),
                    unnest(\(late.map(\.stake.risk))),
                    unnest(\(late.map(\.stake.lifetimeMinor))),
                    unnest(\(late.map(\.stake.play))),
                    unnest(\(late.map { Int32(clamping: $0.stake.modelNumber) }))
            ) as fresh\(once)
            returning id
            """
        )
    }

    /// Closes the open warnings of customers who ordered, given with their last purchase day.
    ///
    /// Who ordered again after the task of the warning was done has returned; who ordered without, or before the
    /// warning was raised (the order only came late), had not been leaving.
    func closeWarnings(of returned: [Customer.ID: CalendarDate]) async throws {
        guard !returned.isEmpty else { return }
        let open = try await all(
            """
            select warning.id, warning.customer_id, warning.raised_on, warning.last_on, exists (
                select from app.tasks as task
                where task.company_id = \(company) and task.customer_id = warning.customer_id and task.state = 'done'
                    and task.warning_id = warning.id
            ) as is_acted_on
            from app.churn_warnings as warning
            where warning.company_id = \(company) and warning.state = 'open'
                and warning.customer_id = any(\(Array(returned.keys)))
            """,
            OpenWarning.init(row:)
        )
        let closing = Dictionary(grouping: open) { $0.outcome(orderedOn: returned[$0.customer]) }
        for (state, warnings) in closing where state != .open {
            try await execute(
                """
                update app.churn_warnings set state = \(state), closed_at = now()
                where company_id = \(company) and id = any(\(warnings.map(\.id)))
                """
            )
        }
    }

    /// Closes the warnings that nobody answered by an order in time.
    func closeLostWarnings(rule: ChurnRule, on day: CalendarDate) async throws {
        try await execute(
            """
            update app.churn_warnings set state = 'lost', closed_at = now()
            where company_id = \(company) and state = 'open' and raised_on < \(day.adding(days: -rule.lostAfterDays))
            """
        )
    }
}

/// An open warning whose customer may have ordered since.
private struct OpenWarning {
    let id: ChurnWarning.ID
    let customer: Customer.ID
    let raisedOn: CalendarDate
    let lastOn: CalendarDate
    let isActedOn: Bool

    init(row: Row) throws {
        id = try row.get("id")
        customer = try row.get("customer_id")
        raisedOn = try row.get("raised_on")
        lastOn = try row.get("last_on")
        isActedOn = try row.get("is_acted_on")
    }

    /// What the last purchase day says of the warning.
    func outcome(orderedOn: CalendarDate?) -> ChurnWarning.State {
        guard let orderedOn, orderedOn > lastOn else { return .open }
        return orderedOn > raisedOn && isActedOn ? .returned : .falseAlarm
    }
}
