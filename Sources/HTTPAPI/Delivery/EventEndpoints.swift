import Domain
import Hummingbird
import Store

/// What happens in a company, told while it happens.
enum EventEndpoints {
    static let all: [Endpoint] = [
        .stream("events", "listenToEvents", "What happens, as server-sent events", filters: filters) { scope in
            let last = try scope.lastPosition
            let listener = try scope.call.events.listener(to: scope.company)
            let position = try await scope.call.database.withCompany(
                scope.company,
                as: scope.principal,
                deadline: Kernel.deadline
            ) { try await $0.listen(after: last) }
            return EventStream(
                scope: scope,
                listener: listener,
                start: position,
                follows: scope.query.flag("follow") ?? scope.call.events.followsUnasked,
                type: scope.query.choice("type")
            )
        }
    ]

    private static let filters: [Filter] = [
        .choice("type", EventType.self, "Only these; all that the role may read where absent"),
        .flag("follow", "Whether to go on when everything is told; true where absent"),
    ]
}

extension StreamScope {
    /// What the client read last.
    fileprivate var lastPosition: EventPosition? {
        get throws {
            guard let text = request.headers[.lastEventID], !text.isEmpty else { return nil }
            guard let position = EventPosition(text) else {
                throw Problem(.badRequest, "events.last_event_id", "Last-Event-ID is not the id of an event.")
            }
            return position
        }
    }
}
