public import Domain
import FoundationEssentials
import Postgres

extension Event {
    init(row: Row) throws {
        self.init(
            id: try row.get("id"),
            type: try row.get("type"),
            subject: try row.get("subject_id"),
            data: try row.get("data", as: JSONB.self).text
        )
    }
}

extension Database {
    /// Companies with events that were not handed on yet, at most 500.
    public func companiesWithEvents() async throws -> [Company.ID] {
        try await discover(
            "select waiting.company_id from app.companies_with_events(500) as waiting (company_id)"
        ) { try $0.get("company_id") }
    }
}

extension CompanyTransaction {
    /// The oldest events that were not handed on yet, in order, for this transaction alone. A second one that comes for
    /// them waits, and gets those behind.
    public func lockEvents(limit: Int) async throws -> [Event] {
        try await all(
            """
            select id, type, subject_id, data from app.outbox
            where company_id = \(company) order by id limit \(limit) for update
            """,
            Event.init(row:)
        )
    }

    /// Writes a delivery of each event for each webhook that asked for its type, and takes the events out of the outbox.
    public func handOn(_ events: [Event]) async throws {
        let ids = events.map(\.id)
        try await execute([
            """
            insert into app.webhook_deliveries (
                company_id, webhook_id, event_id, type, subject_id, body, state, next_at
            )
            select \(company), webhook.id, event.id, event.type, event.subject_id,
                \(Event.message),
                case webhook.state when 'enabled' then 'waiting' else 'skipped' end,
                case webhook.state when 'enabled' then greatest(now(), (
                    select max(waiting.next_at) from app.webhook_deliveries as waiting
                    where waiting.company_id = \(company) and waiting.webhook_id = webhook.id
                        and waiting.subject_id = event.subject_id and waiting.state = 'waiting'
                )) end
            from app.outbox as event
            join app.webhooks as webhook on webhook.company_id = \(company)
                and (cardinality(webhook.types) = 0 or event.type = any (webhook.types))
            where event.company_id = \(company) and event.id = any(\(ids))
            order by event.id
            on conflict do nothing
            """,
            "delete from app.outbox where company_id = \(company) and id = any(\(ids))",
            """
            update app.webhook_lines as line set due_at = least(line.due_at, now())
            where line.company_id = \(company) and exists (
                select from app.webhook_deliveries as delivery
                where delivery.company_id = \(company) and delivery.webhook_id = line.webhook_id
                    and delivery.state = 'waiting' and delivery.next_at <= now()
            )
            """,
        ])
    }

    /// Whether the company had been scored when an event that is still in the outbox happened.
    public func wasScored(before event: Event.ID) async throws -> Bool {
        try await one(
            """
            select exists (
                select from app.scorings as run
                join app.outbox as event on event.company_id = \(company) and event.id = \(event)
                where run.company_id = \(company) and run.finished_at < event.occurred_at
            ) as scored
            """
        ) { try $0.get("scored") }
    }

    /// Whether anybody acts in the company: events of one that is suspended or gone go nowhere.
    public func isHosted() async throws -> Bool {
        try await one(
            "select exists (select from app.companies where id = \(company) and state = 'active') as active"
        ) { try $0.get("active") }
    }

    /// Takes events out of the outbox without handing them on.
    public func dropEvents(_ events: [Event]) async throws {
        try await execute("delete from app.outbox where company_id = \(company) and id = any(\(events.map(\.id)))")
    }
}
