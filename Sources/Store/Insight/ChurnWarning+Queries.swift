public import Domain
import Postgres

extension ChurnWarning.State: PostgresCodable {}
extension RetentionPlay: PostgresCodable {}

extension ChurnWarning {
    /// Columns of `app.churn_warnings as warning`.
    static let columns: SQL = """
        warning.id, warning.customer_id, warning.last_on, warning.raised_on, warning.due_on, warning.rhythm_days, \
        warning.late_days, warning.silent_days, warning.order_days, warning.risk, warning.lifetime_minor, warning.play, \
        warning.model_number, warning.state, warning.closed_at
        """

    init(row: Row) throws {
        self.init(
            id: try row.get("id"),
            customer: try row.get("customer_id"),
            lateness: Lateness(
                lastOn: try row.get("last_on"),
                orderDays: try row.get("order_days"),
                usualDays: try row.get("rhythm_days"),
                lateAfterDays: try row.get("late_days"),
                silentDays: try row.get("silent_days")
            ),
            stake: RetentionStake(
                risk: try row.get("risk"),
                lifetimeMinor: try row.get("lifetime_minor"),
                play: try row.get("play"),
                modelNumber: try row.get("model_number")
            ),
            raisedOn: try row.get("raised_on"),
            dueOn: try row.get("due_on"),
            state: try row.get("state"),
            closedAt: try row.get("closed_at")
        )
    }
}

/// A warning with what a list shows of its customer.
public struct WarnedCustomer: Sendable, Hashable {
    /// The warning.
    public let warning: ChurnWarning
    /// The customer's name.
    public let name: String
    /// The agent responsible; nil while nobody is.
    public let owner: Person.ID?

    /// A warning with its customer.
    public init(warning: ChurnWarning, name: String, owner: Person.ID?) {
        self.warning = warning
        self.name = name
        self.owner = owner
    }

    init(row: Row) throws {
        warning = try ChurnWarning(row: row)
        name = try row.get("name")
        owner = try row.get("owner_id")
    }
}

/// Where a list of warnings goes on: behind one raised on a day.
public struct WarningKey: Sendable, Hashable, Codable {
    /// Day of the scoring that raised it.
    public let raisedOn: CalendarDate
    /// The warning.
    public let id: ChurnWarning.ID

    /// The place of a warning in the list.
    public init(_ warning: ChurnWarning) {
        raisedOn = warning.raisedOn
        id = warning.id
    }
}

extension CompanyTransaction {
    /// Warnings of one state about customers the acting person may see, newest first.
    public func churnWarnings(
        state: ChurnWarning.State,
        owner: Person.ID?,
        after key: WarningKey?,
        limit: Int
    ) async throws -> [WarnedCustomer] {
        var filter: SQL = "where warning.company_id = \(company) and warning.state = \(state)"
        if let owner { filter.append(" and customer.owner_id = \(owner)") }
        filter.append(ownCustomers("customer"))
        if let key { filter.append(" and (warning.raised_on, warning.id) < (\(key.raisedOn), \(key.id))") }
        return try await all(
            """
            select \(ChurnWarning.columns), customer.name, customer.owner_id
            from app.churn_warnings as warning
            join app.customers as customer on customer.company_id = \(company) and customer.id = warning.customer_id
            \(filter)
            order by warning.raised_on desc, warning.id desc limit \(limit)
            """,
            WarnedCustomer.init(row:)
        )
    }

    /// A warning, if the acting person may see its customer.
    public func churnWarning(_ id: ChurnWarning.ID) async throws -> WarnedCustomer? {
        try await first(
            """
            select \(ChurnWarning.columns), customer.name, customer.owner_id
            from app.churn_warnings as warning
            join app.customers as customer on customer.company_id = \(company) and customer.id = warning.customer_id
            where warning.company_id = \(company) and warning.id = \(id)
            """,
            WarnedCustomer.init(row:)
        )
    }

    /// Closes a warning that means nothing, with the task that came of it. Nil where there is no such warning.
    public func dismissChurnWarning(_ id: ChurnWarning.ID) async throws -> WarnedCustomer? {
        try await lockPlanning()
        guard var warning = try await churnWarning(id)?.warning else { return nil }
        try warning.dismiss()
        try await execute(
            """
            update app.churn_warnings set state = \(warning.state), closed_at = now()
            where company_id = \(company) and id = \(id)
            """
        )
        try await cancelTasksOfClosedWarnings()
        return try await churnWarning(id)
    }

    /// Closes the open warnings of customers who have ordered since, with the tasks that came of them: so nobody calls
    /// them between their order and the next scoring. Costs one look into the orders for each open warning.
    public func closeReturnedWarnings() async throws {
        try await lockPlanning()
        let today = try await companyDay()
        try await execute(
            """
            update app.churn_warnings as warning set state = 'returned', closed_at = now()
            where warning.company_id = \(company) and warning.state = 'open' and exists (
                select from app.orders as later
                where later.company_id = \(company) and later.customer_id = warning.customer_id
                    and later.ordered_on > warning.last_on and later.ordered_on <= \(today)
                    and later.amount_minor >= 0
            )
            """
        )
        try await cancelTasksOfClosedWarnings()
    }

    /// Raises warnings for customers who are late and not at low risk, and closes those of customers who came back, or
    /// never will. Returns how many are new. Work falls due after `today`, whatever day the scores stand for.
    func updateWarnings(
        of scores: [CustomerScore],
        by scoring: Scoring,
        since before: EarlierScoring,
        models modelNumber: Int,
        today: CalendarDate
    ) async throws -> Int {
        let (rule, day) = (scoring.policy.rules.churn, scoring.day)
        try await closeWarnings(of: before.returned(scores), rule: rule, on: day)
        let settings = try await settings()
        let plan = VisitPlan(today: today, workingDays: WorkingDays(settings.workingDays))
        var raised = 0
        let late = scores.compactMap { score in
            before.hasWarned(of: score, by: scoring.policy)
                ? nil
                : rule.concern(about: score, on: day).map { lateness in
                    let stake = RetentionStake(score, modelNumber: modelNumber)
                    let dueOn = plan.churnDueDay(dueDays: stake.dueDays(usually: settings.churnDueDays))
                    return Late(customer: score.customer, lateness: lateness, stake: stake, dueOn: dueOn)
                }
        }
        for batch in late.batches(of: 10_000) { raised += try await raise(batch, on: day) }
        return raised
    }

    private struct Late {
        let customer: Customer.ID
        let lateness: Lateness
        let stake: RetentionStake
        let dueOn: CalendarDate
    }

    private func raise(_ late: ArraySlice<Late>, on day: CalendarDate) async throws -> Int {
        try await execute(
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
            ) as fresh
            on conflict (company_id, customer_id, last_on) do nothing
            """
        )
    }

    /// Who ordered again after the task of the warning was done has returned; who ordered without, or before the
    /// warning was raised (the order only came late), had not been leaving.
    ///
    /// The last purchase day is looked up for each warning by itself: as a join it takes seconds where the planner does not
    /// know yet how many scores there are.
    ///
    /// - Parameter returned: whom it may be about; nil is everybody.
    private func closeWarnings(of returned: [Customer.ID]?, rule: ChurnRule, on day: CalendarDate) async throws {
        var about: SQL = .empty
        if let returned { about = " and warning.customer_id = any(\(returned))" }
        let answered = try await all(
            """
            select warning.id, warning.raised_on, warning.last_on, (
                select score.last_on from app.customer_scores as score
                where score.company_id = \(company) and score.customer_id = warning.customer_id
            ) as ordered_on, exists (
                select from app.tasks as task
                where task.company_id = \(company) and task.customer_id = warning.customer_id and task.state = 'done'
                    and task.warning_id = warning.id
            ) as is_acted_on
            from app.churn_warnings as warning
            where warning.company_id = \(company) and warning.state = 'open'\(about)
            """,
            Answered.init(row:)
        )
        for (state, closing) in Dictionary(grouping: answered, by: \.outcome) where state != .open {
            try await execute(
                """
                update app.churn_warnings set state = \(state), closed_at = now()
                where company_id = \(company) and id = any(\(closing.map(\.id)))
                """
            )
        }
        try await execute(
            """
            update app.churn_warnings set state = 'lost', closed_at = now()
            where company_id = \(company) and state = 'open' and raised_on < \(day.adding(days: -rule.lostAfterDays))
            """
        )
    }
}

/// An open warning whose customer may have ordered since.
private struct Answered {
    let id: ChurnWarning.ID
    let raisedOn: CalendarDate
    let lastOn: CalendarDate
    let orderedOn: CalendarDate?
    let isActedOn: Bool

    init(row: Row) throws {
        id = try row.get("id")
        raisedOn = try row.get("raised_on")
        lastOn = try row.get("last_on")
        orderedOn = try row.get("ordered_on")
        isActedOn = try row.get("is_acted_on")
    }

    /// What the order says of the warning.
    var outcome: ChurnWarning.State {
        guard let orderedOn, orderedOn > lastOn else { return .open }
        return orderedOn > raisedOn && isActedOn ? .returned : .falseAlarm
    }
}

/// The scoring before, and what it left: a warning is looked at again only where something changed since.
struct EarlierScoring {
    let scores: KnownScores
    let ground: ScoringGround?

    /// Customers whose last purchase day is later than it was, or was not known; nil, which is everybody, before the first.
    func returned(_ now: [CustomerScore]) -> [Customer.ID]? {
        guard ground != nil else { return nil }
        return now.lazy.filter { score in
            scores[score.customer].map { $0.figures.lastOn < score.figures.lastOn } ?? true
        }.map(\.customer)
    }

    /// Whether it raised the warning of the silence that a customer is in, by the same policy.
    func hasWarned(of score: CustomerScore, by policy: TierPolicy) -> Bool {
        guard let ground, ground.policy == policy.id, let before = scores[score.customer] else { return false }
        return before.figures.lastOn == score.figures.lastOn
            && policy.rules.churn.concern(about: before, on: ground.day) != nil
    }
}
