public import Domain
public import FoundationEssentials
import Postgres

/// The waiting deliveries of one webhook, as a whole.
public struct WebhookLine: Sendable, Hashable {
    /// Whose they are.
    public let company: Company.ID
    /// Where to.
    public let webhook: Webhook.ID

    /// A line, also an empty one.
    public init(company: Company.ID, webhook: Webhook.ID) {
        self.company = company
        self.webhook = webhook
    }
}

/// What one turn sends to a webhook.
public struct WebhookTurn: Sendable {
    /// Where to.
    public let webhook: Webhook
    /// What messages are signed with, the newest first; encrypted.
    public let sealedSecrets: [Data]
    /// What is sent, each about another subject.
    public let deliveries: [WebhookDelivery]
    /// When it began, by the clock of the database: receivers refuse messages of a clock that is off.
    public let begin: Date

    /// A turn as it was taken.
    public init(webhook: Webhook, sealedSecrets: [Data], deliveries: [WebhookDelivery], begin: Date) {
        self.webhook = webhook
        self.sealedSecrets = sealedSecrets
        self.deliveries = deliveries
        self.begin = begin
    }
}

extension Database {
    /// Lines that are due and that nobody has, those that wait longest first.
    public func dueWebhookLines(limit: Int) async throws -> [WebhookLine] {
        try await discover(
            """
            select company_id, webhook_id from app.webhook_lines
            where due_at <= now() and (lease_until is null or lease_until < now())
            order by due_at limit \(limit)
            """
        ) { WebhookLine(company: try $0.get("company_id"), webhook: try $0.get("webhook_id")) }
    }
}

extension CompanyTransaction {
    /// How long a process may have a line: more than the longest turn.
    private var lease: Duration { .seconds(30) }

    /// Takes the line of a webhook for this worker, with what is to be sent now: the front of each subject, at most
    /// `most(failures)` of them. Nil where another worker was first, where nothing is due or nothing may be sent.
    public func takeLine(
        of webhook: Webhook.ID,
        worker: UUID,
        most: (_ failures: Int) -> Int
    ) async throws -> WebhookTurn? {
        let failures = try await first(
            """
            update app.webhook_lines set worker = \(worker), lease_until = now() + \(lease)
            where company_id = \(company) and webhook_id = \(webhook) and due_at <= now()
                and (lease_until is null or lease_until < now())
            returning failures
            """
        ) { try $0.get("failures", as: Int.self) }
        guard let failures else { return nil }
        guard let found = try await self.webhook(webhook), found.state == .enabled else {
            try await rest(webhook)
            return nil
        }
        guard try await isHosted() else {
            // Suspended: nobody wakes the line when the company comes back, so it is looked at now and then.
            try await release(webhook, pause: .seconds(600))
            return nil
        }
        let deliveries = try await fronts(of: webhook, limit: most(failures))
        if deliveries.isEmpty {
            // What is due waits behind something that is not.
            try await release(webhook, pause: .seconds(5))
            return nil
        }
        let secrets = try await all(
            """
            select sealed from app.webhook_secrets
            where company_id = \(company) and webhook_id = \(webhook) and (expires_at is null or expires_at > now())
            order by id desc
            """
        ) { try $0.get("sealed", as: Data.self) }
        let now = try await one("select now() as now") { try $0.get("now", as: Date.self) }
        return WebhookTurn(webhook: found, sealedSecrets: secrets, deliveries: deliveries, begin: now)
    }

    /// Due deliveries before which nothing about the same subject waits.
    private func fronts(of webhook: Webhook.ID, limit: Int) async throws -> [WebhookDelivery] {
        try await all(
            """
            select \(WebhookDelivery.columns) from app.webhook_deliveries as front
            where company_id = \(company) and webhook_id = \(webhook) and state = 'waiting' and next_at <= now()
                and not exists (
                    select from app.webhook_deliveries as earlier
                    where earlier.company_id = \(company) and earlier.webhook_id = \(webhook)
                        and earlier.state = 'waiting' and earlier.subject_id = front.subject_id
                        and earlier.event_id < front.event_id
                )
            order by next_at, event_id limit \(limit)
            """,
            WebhookDelivery.init(row:)
        )
    }

    /// Lets a line go until the next delivery is due, and no less than the pause.
    private func release(_ webhook: Webhook.ID, pause: Duration = .zero) async throws {
        try await execute(
            """
            update app.webhook_lines set worker = null, lease_until = null, due_at = (
                select greatest(min(waiting.next_at), now() + \(pause)) from app.webhook_deliveries as waiting
                where waiting.company_id = \(company) and waiting.webhook_id = \(webhook)
                    and waiting.state = 'waiting'
                having count(*) > 0
            )
            where company_id = \(company) and webhook_id = \(webhook)
            """
        )
    }

    /// Lets a line go until somebody enables it.
    private func rest(_ webhook: Webhook.ID) async throws {
        try await execute(
            """
            update app.webhook_lines set worker = null, lease_until = null, due_at = null
            where company_id = \(company) and webhook_id = \(webhook)
            """
        )
    }

    /// Writes what came of a turn and lets the line go. False where this worker has lost the line; then others send the
    /// deliveries again.
    public func settle(_ results: [WebhookResult], of webhook: Webhook.ID, worker: UUID) async throws -> Bool {
        // First of all the lock, so that the statements behind it see every delivery whose relay has woken this line.
        let failures = try await first(
            """
            select failures from app.webhook_lines
            where company_id = \(company) and webhook_id = \(webhook) and worker = \(worker) for update
            """
        ) { try $0.get("failures", as: Int.self) }
        guard let failures else { return false }
        try await keep(results)
        try await push(results.filter { $0.next != nil }, of: webhook)
        let accepted = results.contains { $0.attempt.outcome == .delivered }
        let failed = results.count { $0.attempt.outcome != .delivered }
        let inARow = accepted ? 0 : failures + failed
        try await execute(
            """
            update app.webhook_lines
            set failures = \(Int32(clamping: inARow)),
                failing_since = case when \(inARow) = 0 then null else coalesce(failing_since, now()) end
            where company_id = \(company) and webhook_id = \(webhook)
            """
        )
        try await release(webhook)
        if results.contains(where: { $0.attempt.outcome == .gone }) {
            try await disable(webhook, .gone)
        } else if inARow >= Webhook.failuresLimit {
            try await disableWhereFailing(webhook)
        }
        return true
    }

    private func keep(_ results: [WebhookResult]) async throws {
        let attempts = results.map(\.attempt)
        try await execute([
            """
            update app.webhook_deliveries as delivery
            set attempts = delivery.attempts + 1, tried = delivery.tried + 1, state = result.state,
                next_at = case when result.state = 'waiting'
                    then to_timestamp(extract(epoch from now())::float8 + result.wait) end,
                finished_at = case when result.state <> 'waiting' then now() end
            from unnest(
                \(results.map(\.delivery)), \(results.map(\.state)), \(results.map { ($0.next ?? .zero) / .seconds(1) })
            ) as result (id, state, wait)
            where delivery.company_id = \(company) and delivery.id = result.id and delivery.state = 'waiting'
            """,
            """
            insert into app.webhook_attempts (
                company_id, id, delivery_id, number, started_at, duration_ms, outcome, status, address, request_head,
                response_head, response_bytes, problem
            )
            select \(company), made.id, made.delivery_id, delivery.tried, made.started_at, made.duration_ms,
                made.outcome, made.status, made.address, made.request_head, made.response_head, made.response_bytes,
                made.problem
            from unnest(
                \(attempts.map(\.id)), \(results.map(\.delivery)), \(attempts.map(\.startedAt)),
                \(attempts.map { Int32(clamping: $0.durationMilliseconds) }), \(attempts.map(\.outcome)),
                \(attempts.map { $0.status.map { Int16(clamping: $0) } }), \(attempts.map(\.address)),
                \(attempts.map(\.requestHead)), \(attempts.map(\.responseHead)),
                \(attempts.map { Int32(clamping: $0.responseBytes) }), \(attempts.map(\.problem))
            ) as made (
                id, delivery_id, started_at, duration_ms, outcome, status, address, request_head, response_head,
                response_bytes, problem
            )
            join app.webhook_deliveries as delivery
                on delivery.company_id = \(company) and delivery.id = made.delivery_id
            on conflict do nothing
            """,
        ])
    }

    /// What waits behind a delivery that failed is not due before it.
    private func push(_ failed: [WebhookResult], of webhook: Webhook.ID) async throws {
        guard !failed.isEmpty else { return }
        try await execute(
            """
            update app.webhook_deliveries as later set next_at = front.next_at
            from app.webhook_deliveries as front
            where front.company_id = \(company) and front.id = any(\(failed.map(\.delivery)))
                and later.company_id = \(company) and later.webhook_id = \(webhook)
                and later.subject_id = front.subject_id and later.state = 'waiting' and front.state = 'waiting'
                and later.next_at < front.next_at
            """
        )
    }

    /// Disables a webhook; what waits is sent when somebody enables it again.
    public func disable(_ webhook: Webhook.ID, _ reason: Webhook.DisabledReason) async throws {
        try await execute(
            """
            update app.webhooks set state = 'disabled', disabled_reason = \(reason), disabled_at = now()
            where company_id = \(company) and id = \(webhook) and state = 'enabled'
            """
        )
        try await rest(webhook)
    }

    private func disableWhereFailing(_ webhook: Webhook.ID) async throws {
        let isOver = try await one(
            """
            select failing_since < now() - \(Webhook.failingLimit) as over from app.webhook_lines
            where company_id = \(company) and webhook_id = \(webhook)
            """
        ) { try $0.get("over", as: Bool.self) }
        if isOver { try await disable(webhook, .failing) }
    }
}

/// What came of sending one delivery.
public struct WebhookResult: Sendable {
    /// The delivery.
    public let delivery: WebhookDelivery.ID
    /// The attempt, for the log.
    public let attempt: WebhookAttempt
    /// When it is tried again; nil where it is not.
    public let next: Duration?

    /// A result.
    public init(delivery: WebhookDelivery.ID, attempt: WebhookAttempt, next: Duration?) {
        self.delivery = delivery
        self.attempt = attempt
        self.next = next
    }

    var state: WebhookDelivery.State {
        attempt.outcome == .delivered ? .delivered : next == nil ? .failed : .waiting
    }
}
