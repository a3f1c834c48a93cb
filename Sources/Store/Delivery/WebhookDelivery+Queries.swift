public import Domain
public import FoundationEssentials
import Postgres

extension WebhookDelivery.State: PostgresCodable {}
extension WebhookAttempt.Outcome: PostgresCodable {}

extension WebhookDelivery {
    static let columns: SQL = """
        id, webhook_id, event_id, type, body, state, attempts, next_at, created_at, finished_at
        """

    init(row: Row) throws {
        self.init(
            id: try row.get("id"),
            webhook: try row.get("webhook_id"),
            event: try row.get("event_id"),
            type: try row.get("type"),
            body: try row.get("body"),
            state: try row.get("state"),
            attempts: Int(try row.get("attempts", as: Int16.self)),
            nextAt: try row.get("next_at"),
            createdAt: try row.get("created_at"),
            finishedAt: try row.get("finished_at")
        )
    }
}

extension WebhookAttempt {
    init(row: Row) throws {
        self.init(
            id: try row.get("id"),
            number: Int(try row.get("number", as: Int16.self)),
            startedAt: try row.get("started_at"),
            durationMilliseconds: try row.get("duration_ms"),
            outcome: try row.get("outcome"),
            status: try row.get("status", as: Int16?.self).map(Int.init),
            address: try row.get("address"),
            requestHead: try row.get("request_head"),
            responseHead: try row.get("response_head"),
            responseBytes: try row.get("response_bytes"),
            problem: try row.get("problem")
        )
    }
}

extension Database {
    /// Drops the delivery log of the months before these, counted back from the running one.
    public func dropWebhookLog(keepMonths: Int) async throws {
        _ = try await discover("select app.drop_webhook_log(\(Int32(clamping: keepMonths)))") { _ in }
    }
}

extension CompanyTransaction {
    /// Most deliveries that one replay of a range takes.
    public static var mostReplayed: Int { 10_000 }

    /// The deliveries of a webhook, the newest first; also of one that was taken away. Throws ``WebhookError/unknown``
    /// where there never was one.
    public func deliveries(
        to webhook: Webhook.ID,
        state: WebhookDelivery.State?,
        before id: WebhookDelivery.ID?,
        limit: Int
    ) async throws -> [WebhookDelivery] {
        var condition: SQL = "company_id = \(company) and webhook_id = \(webhook)"
        if let state { condition.append(" and state = \(state)") }
        if let id { condition.append(" and id < \(id)") }
        let found = try await all(
            """
            select \(WebhookDelivery.columns) from app.webhook_deliveries
            where \(condition) order by id desc limit \(limit)
            """,
            WebhookDelivery.init(row:)
        )
        if found.isEmpty, try await !knows(webhook) { throw WebhookError.unknown }
        return found
    }

    private func knows(_ webhook: Webhook.ID) async throws -> Bool {
        try await one(
            """
            select exists (select from app.webhooks where company_id = \(company) and id = \(webhook)) or exists (
                select from app.webhook_deliveries where company_id = \(company) and webhook_id = \(webhook)
            ) as known
            """
        ) { try $0.get("known") }
    }

    /// A delivery, with its attempts in order.
    public func delivery(
        _ id: WebhookDelivery.ID
    ) async throws -> (delivery: WebhookDelivery, attempts: [WebhookAttempt])? {
        let rows = try await batch([
            "select \(WebhookDelivery.columns) from app.webhook_deliveries where company_id = \(company) and id = \(id)",
            """
            select id, number, started_at, duration_ms, outcome, status, address, request_head, response_head,
                response_bytes, problem
            from app.webhook_attempts where company_id = \(company) and delivery_id = \(id) order by id
            """,
        ])
        guard let delivery = try rows[0].first.map(WebhookDelivery.init(row:)) else { return nil }
        return (delivery, try rows[1].map(WebhookAttempt.init(row:)))
    }

    /// Sends one delivery again, from the first step of the schedule. The message is the same one, its id too.
    public func replay(_ id: WebhookDelivery.ID) async throws -> WebhookDelivery? {
        guard let old = try await delivery(id)?.delivery else { return nil }
        guard old.state != .waiting else { throw WebhookError.underWay }
        try await requireEnabled(old.webhook)
        let condition: SQL = "id = \(id)"
        _ = try await replay(where: condition, to: old.webhook)
        return try await delivery(id)?.delivery
    }

    /// Sends again what was written for a webhook in a time: what was given up or skipped, or everything. At most
    /// ``mostReplayed``, the oldest first.
    ///
    /// - Returns: how many, and where to go on where there were more.
    public func replay(
        to webhook: Webhook.ID,
        from start: Date,
        until end: Date,
        alsoDelivered: Bool
    ) async throws -> (count: Int, next: Date?) {
        try await requireEnabled(webhook)
        guard start < end else { throw WebhookError.badRange }
        let states = alsoDelivered ? ["failed", "skipped", "delivered"] : ["failed", "skipped"]
        let found = try await all(
            """
            select id, created_at from app.webhook_deliveries
            where company_id = \(company) and webhook_id = \(webhook) and state = any(\(states))
                and id >= app.uuid_v7_floor(\(start)) and id < app.uuid_v7_floor(\(end))
            order by id limit \(Self.mostReplayed + 1)
            """
        ) { (id: try $0.get("id", as: UUID.self), at: try $0.get("created_at", as: Date.self)) }
        let taken = found.prefix(Self.mostReplayed)
        let count = try await replay(where: "id = any(\(taken.map(\.id)))", to: webhook)
        return (count, found.count > taken.count ? found.last?.at : nil)
    }

    private func replay(where condition: SQL, to webhook: Webhook.ID) async throws -> Int {
        try await execute([
            """
            update app.webhook_deliveries set state = 'waiting', attempts = 0, next_at = now(), finished_at = null
            where company_id = \(company) and state <> 'waiting' and \(condition)
            """,
            wakeLine(of: webhook),
        ])[0]
    }

    /// Sends a webhook an event that says nothing, to try it out.
    public func testWebhook(_ id: Webhook.ID) async throws -> WebhookDelivery? {
        guard try await webhook(id) != nil else { return nil }
        try await requireEnabled(id)
        let test = WebhookDelivery.ID.make()
        try await execute([
            """
            insert into app.webhook_deliveries (
                company_id, id, webhook_id, event_id, type, subject_id, body, state, next_at
            )
            values (
                \(company), \(test), \(id), \(Event.ID.make()), \(WebhookDelivery.testType), \(test),
                json_build_object(
                    'type', \(WebhookDelivery.testType)::text,
                    'timestamp', to_char(now() at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
                    'company_id', \(company)::uuid, 'data', json_build_object('webhook_id', \(id)::uuid)
                )::text,
                'waiting', now()
            )
            """,
            wakeLine(of: id),
        ])
        return try await delivery(test)?.delivery
    }

    private func wakeLine(of webhook: Webhook.ID) -> SQL {
        """
        update app.webhook_lines set due_at = least(due_at, now())
        where company_id = \(company) and webhook_id = \(webhook)
        """
    }

    private func requireEnabled(_ id: Webhook.ID) async throws {
        guard let webhook = try await webhook(id) else { throw WebhookError.unknown }
        guard webhook.state == .enabled else { throw WebhookError.disabled }
    }
}
