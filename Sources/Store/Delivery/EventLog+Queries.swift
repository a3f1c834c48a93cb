public import Domain
import Postgres

/// A part of a company's log of events.
public struct LoggedEvents: Sendable {
    /// The events, in order.
    public let events: [LoggedEvent]
    /// Where to go on: behind the last event, or behind what the reader does not see at the end of the log.
    public let position: EventPosition
    /// Whether there is more already.
    public let isFull: Bool
}

extension CompanyTransaction {
    /// Has the company's events logged for another day, and gives where to read on from. Where they were not logged before,
    /// a gap ends here: it takes a number, so that nobody goes on from before it.
    ///
    /// - Parameter last: what was read last; nil to begin with what happens from now on.
    /// - Throws: `EventLogError.gone` where something behind `last` was not kept.
    public func listen(after last: EventPosition?) async throws -> EventPosition {
        // A day is put off once an hour: the relay needs this row, too.
        try await execute([
            """
            insert into app.event_logs (company_id, kept_until) values (\(company), now() + interval '24 hours')
            on conflict (company_id) do nothing
            """,
            """
            update app.event_logs set first_number = last_number + 2, last_number = last_number + 1
            where company_id = \(company) and kept_until < now()
            """,
            """
            update app.event_logs set kept_until = now() + interval '24 hours'
            where company_id = \(company) and kept_until < now() + interval '23 hours'
            """,
        ])
        let log = try await one(
            """
            select first_number, last_number, extract(epoch from now())::bigint as seconds
            from app.event_logs where company_id = \(company)
            """
        ) { row in
            (
                first: try row.get("first_number", as: Int64.self), last: try row.get("last_number", as: Int64.self),
                now: try row.get("seconds", as: Int64.self)
            )
        }
        guard let last else { return EventPosition(number: log.last, seconds: log.now) }
        guard last.number + 1 >= log.first, last.number <= log.last, last.seconds <= log.now,
            last.seconds >= log.now - EventPosition.lifetime.components.seconds
        else { throw EventLogError.gone }
        return last
    }

    /// What the reader may see of the log behind a position.
    public func loggedEvents(
        after position: EventPosition,
        of types: [EventType],
        limit: Int
    ) async throws -> LoggedEvents {
        // How far the log goes first: everything up to there is committed, what comes meanwhile is for the next look.
        let log = try await one(
            """
            select last_number, extract(epoch from now())::bigint as seconds
            from app.event_logs where company_id = \(company)
            """
        ) { row in
            EventPosition(number: try row.get("last_number"), seconds: try row.get("seconds"))
        }
        guard log.number > position.number else { return LoggedEvents(events: [], position: position, isFull: false) }
        let events = try await all(
            """
            select number, extract(epoch from logged_at)::bigint as seconds, type, body from app.events
            where company_id = \(company) and number > \(position.number) and number <= \(log.number)
                and type = any (\(types.map(\.rawValue)))
            order by number limit \(limit)
            """
        ) { row in
            LoggedEvent(
                position: EventPosition(number: try row.get("number"), seconds: try row.get("seconds")),
                type: try row.get("type"),
                body: try row.get("body")
            )
        }
        let isFull = events.count == limit
        return LoggedEvents(events: events, position: isFull ? events.last?.position ?? log : log, isFull: isFull)
    }

    /// Writes events that are still in the outbox to the log, where somebody listens; returns whether. From here to the
    /// commit nobody else writes to the log of this company, so that their numbers are committed in their order.
    public func logEvents(_ events: [Event]) async throws -> Bool {
        guard !events.isEmpty else { return false }
        let last = try await first(
            """
            update app.event_logs set last_number = last_number + \(Int64(events.count))
            where company_id = \(company) and kept_until > now() returning last_number
            """
        ) { try $0.get("last_number", as: Int64.self) }
        guard let last else { return false }
        let companyWide = EventType.allCases.filter { !$0.isAboutCustomer }.map(\.rawValue)
        try await execute(
            """
            insert into app.events (company_id, number, type, customer_id, body)
            select \(company), \(last - Int64(events.count)) + row_number() over (order by event.id), event.type,
                case when event.type = any (\(companyWide)) then null else event.subject_id end, \(Event.message)
            from app.outbox as event
            where event.company_id = \(company) and event.id = any (\(events.map(\.id)))
            on conflict do nothing
            """
        )
        return true
    }
}

extension Event {
    /// The message about `app.outbox as event`, one line of JSON.
    static let message: SQL = """
        json_build_object(
            'type', event.type,
            'timestamp', to_char(event.occurred_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
            'company_id', event.company_id,
            'data', event.data
        )::text
        """
}

extension Database {
    private static let eventChannel = "clientele_events"

    /// Tells whoever listens to a company that its log has more. Only a hint: who misses it looks every 15 s.
    public func announceEvents(of company: Company.ID) async {
        _ = try? await companyPool.run(
            ["select pg_catalog.pg_notify(\(Self.eventChannel), \(company.description))"],
            deadline: .after(.seconds(5))
        )
    }

    /// Companies whose logs have more; nil after each interruption, when it may be any.
    public func eventHints() -> AsyncStream<Company.ID?> {
        let announcements = announcements(on: Self.eventChannel)
        return AsyncStream { continuation in
            let task = Task {
                for await announcement in announcements {
                    switch announcement {
                    case .listening: continuation.yield(nil)
                    case .said(let company): continuation.yield(Company.ID(company))
                    }
                }
                continuation.finish()
            }
            continuation.onTermination = { _ in task.cancel() }
        }
    }
}
