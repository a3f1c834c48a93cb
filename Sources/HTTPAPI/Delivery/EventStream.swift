import Domain
import Hummingbird
import NIOCore
import ServiceLifecycle
import Store
import Synchronization

/// The events of a company's log, one after the other, and then as they come.
///
/// It ends when the client leaves or takes nothing for too long, when the process is asked to stop, when the listener
/// may not listen any more, and when the database does not answer: the client comes again with the last id.
struct EventStream: Sendable {
    let scope: StreamScope
    let listener: EventListener
    let start: EventPosition
    let follows: Bool
    let type: EventType?

    /// Events of one look.
    private static let batch = 200
    /// After this time the log is asked for another day.
    private static let renewal = Duration.seconds(3600)

    static let example = """
        id: 1842-1795334400
        event: task.completed
        data: {"type" : "task.completed", "timestamp" : "2026-11-22T08:00:00.000Z", "company_id" : "…", "data" : {…}}


        """

    /// What is sent on a connection.
    func response(on channel: any Channel) -> Response {
        let body = ResponseBody { writer in
            try await tell(&writer, channel)
            try await writer.finish(nil)
        }
        return Response(
            status: .ok,
            headers: [
                .contentType: "text/event-stream", .cacheControl: "no-store", .accelBuffering: "no",
            ],
            body: body
        )
    }

    private func tell(_ writer: inout any ResponseBodyWriter, _ channel: any Channel) async throws {
        let stall = WriteStall(patience: scope.call.events.patience)
        try await Departures.noticing(channel, { listener.end() }) {
            try await withGracefulShutdownHandler {
                try await withThrowingTaskGroup(of: Void.self) { group in
                    group.addTask { [listener, heartbeat = scope.call.events.heartbeat] in
                        while true {
                            try await Task.sleep(for: heartbeat)
                            listener.wake()
                        }
                    }
                    group.addTask { try await stall.watch { channel.close(promise: nil) } }
                    try await follow(&writer, stall)
                    group.cancelAll()
                }
            } onGracefulShutdown: {
                listener.end()
            }
        }
    }

    private func follow(_ writer: inout any ResponseBodyWriter, _ stall: WriteStall) async throws {
        var position = start
        var renewed = ContinuousClock.now
        try await stall.writing { try await writer.write(ByteBuffer(string: "retry: 2000\nid: \(position)\n\n")) }
        listener.wake()
        for await _ in listener.wakes {
            // Whatever refuses or fails ends the stream: what it was is said to the client's next request.
            guard let principal = try? await scope.presentPrincipal() else { return }
            if renewed.duration(to: .now) > Self.renewal {
                guard (try? await renew(principal)) != nil else { return }
                renewed = .now
            }
            var isSilent = true
            while true {
                guard let logged = try? await look(behind: position, principal) else { return }
                var text = logged.events.map(Self.text).joined()
                if logged.position != logged.events.last?.position, logged.position != position {
                    // An id alone is no event; the client keeps it.
                    text += "id: \(logged.position)\n\n"
                }
                position = logged.position
                if !text.isEmpty {
                    isSilent = false
                    let buffer = ByteBuffer(string: text)
                    try await stall.writing { try await writer.write(buffer) }
                }
                guard logged.isFull else { break }
            }
            guard follows else { return }
            if isSilent { try await stall.writing { try await writer.write(ByteBuffer(string: ":\n\n")) } }
        }
    }

    private static func text(_ event: LoggedEvent) -> String {
        "id: \(event.position)\nevent: \(event.type)\ndata: \(event.body)\n\n"
    }

    private func look(behind position: EventPosition, _ principal: Principal) async throws -> LoggedEvents {
        let types = EventType.allCases.filter {
            principal.permissions.contains($0.permission) && (type == nil || type == $0)
        }
        return try await scope.call.database.readCompany(scope.company, as: principal, deadline: Kernel.deadline) {
            try await $0.loggedEvents(after: position, of: types, limit: Self.batch)
        }
    }

    private func renew(_ principal: Principal) async throws {
        try await scope.call.database.withCompany(scope.company, as: principal, deadline: Kernel.deadline) {
            _ = try await $0.listen(after: nil)
        }
    }
}

/// Notices a client who takes nothing of what is sent.
private final class WriteStall: Sendable {
    private let since = Mutex<ContinuousClock.Instant?>(nil)
    private let patience: Duration

    init(patience: Duration) {
        self.patience = patience
    }

    /// Does a write, which waits for as long as the client is slow.
    func writing(isolation: isolated (any Actor)? = #isolation, _ write: () async throws -> Void) async rethrows {
        since.withLock { $0 = .now }
        defer { since.withLock { $0 = nil } }
        try await write()
    }

    /// Calls `give up` once a write takes too long.
    func watch(_ giveUp: @Sendable () -> Void) async throws {
        while true {
            try await Task.sleep(for: patience / 6)
            let waited = since.withLock { $0?.duration(to: .now) }
            if let waited, waited > patience { return giveUp() }
        }
    }
}
