public import Logging
import Synchronization

/// Hears what is said with NOTIFY, on a connection of its own that is made again whenever it breaks.
public struct Listener: Sendable {
    /// What is heard.
    public enum Event: Sendable, Hashable {
        /// From now on everything is heard. What was said before was not, so look for yourself. Comes first, and again
        /// after each interruption.
        case listening
        /// Somebody said something.
        case notification(ServerNotification)
    }

    /// Events that wait for a slow reader; older ones are dropped, as each is only a hint to look.
    private static let capacity = 256

    private let settings: ServerSettings
    private let channels: [String]
    private let logger: Logger

    /// Listens on these channels once `events` is called.
    public init(_ settings: ServerSettings, channels: [String], logger: Logger) {
        self.settings = settings
        self.channels = channels
        self.logger = logger
    }

    /// What is heard, until the stream is dropped or its task cancelled.
    public func events() -> AsyncStream<Event> {
        let (stream, continuation) = AsyncStream.makeStream(
            of: Event.self,
            bufferingPolicy: .bufferingNewest(Self.capacity)
        )
        let task = Task { await listenForEver(continuation) }
        continuation.onTermination = { _ in task.cancel() }
        return stream
    }

    private func listenForEver(_ events: AsyncStream<Event>.Continuation) async {
        var failures = 0
        while !Task.isCancelled {
            do {
                let connection = try await open()
                defer { connection.close(PostgresError(.closed, "the listener stopped")) }
                try await listen(on: connection, events) { failures = 0 }
            } catch {
                if Task.isCancelled { break }
                logger.warning("not listening to the database", metadata: ["error": "\(error)"])
            }
            failures += 1
            // 0.1 s, then twice as long each time, at most 6.4 s, a tenth more or less.
            let pause = Duration.milliseconds(100 << min(failures - 1, 6)) * Double.random(in: 0.9...1.1)
            do { try await Task.sleep(for: pause) } catch { break }
        }
        events.finish()
    }

    private func open() async throws -> Connection {
        try await withCheckedThrowingContinuation { continuation in
            Connector.open(settings, logger: logger) { continuation.resume(with: $0.mapError { $0 as any Error }) }
        }
    }

    /// Listens until the connection breaks, and then throws why.
    private func listen(
        on connection: Connection,
        _ events: AsyncStream<Event>.Continuation,
        whenListening: () -> Void
    ) async throws {
        let loss = Loss()
        connection.state.withLock { state in
            state.onNotification = { for notification in $0 { events.yield(.notification(notification)) } }
            state.onLoss = { loss.happened($0) }
        }
        let statements = channels.map { "listen \(SQL(identifier: $0))" as SQL }
        let lease = connection.take()
        _ = try await connection.run(statements, lease: lease, deadline: .after(.seconds(10)))
        events.yield(.listening)
        whenListening()
        try await withTaskCancellationHandler {
            throw await loss.wait()
        } onCancel: {
            loss.happened(PostgresError(.cancelled, "the task was cancelled"))
        }
    }
}

/// The end of a connection, which somebody waits for.
private final class Loss: Sendable {
    private enum State {
        case none
        case awaited(CheckedContinuation<PostgresError, Never>)
        case known(PostgresError)
    }

    private let state = Mutex(State.none)

    func happened(_ error: PostgresError) {
        let waiter = state.withLock { state -> CheckedContinuation<PostgresError, Never>? in
            defer { state = .known(error) }
            if case .awaited(let continuation) = state { return continuation }
            return nil
        }
        waiter?.resume(returning: error)
    }

    func wait() async -> PostgresError {
        await withCheckedContinuation { continuation in
            let known = state.withLock { state -> PostgresError? in
                if case .known(let error) = state { return error }
                state = .awaited(continuation)
                return nil
            }
            if let known { continuation.resume(returning: known) }
        }
    }
}
