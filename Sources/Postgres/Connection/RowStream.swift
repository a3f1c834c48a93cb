import Synchronization

/// The rows of one statement, some at a time. Must be ended, whether or not it was read to its end.
public final class RowStream: Sendable {
    private let connection: Connection
    private let unit: UInt64
    /// With 512 rows waiting the connection stops reading.
    private let buffer = StreamBuffer<Row>(capacity: 512)

    init(_ statement: SQL, on connection: Connection, lease: UInt64, deadline: Deadline) {
        self.connection = connection
        unit = connection.nextUnit()
        connection.submit(unit, [statement], to: .stream(buffer), lease: lease, deadline: deadline)
    }

    /// The rows that have arrived since the last time, waiting for at least one; nil after the last. The connection
    /// reads no faster than this is called.
    public func next() async throws -> [Row]? {
        let rows = try await withTaskCancellationHandler {
            try await buffer.next()
        } onCancel: {
            connection.abandon(unit, PostgresError(.cancelled, "the task was cancelled"))
        }
        connection.readOn()
        return rows
    }

    /// Stops the statement where it has not come to its end. Never throws; may be called more than once.
    public func end() {
        if !buffer.isFinished { connection.abandon(unit, PostgresError(.cancelled, "the reader of the rows stopped")) }
    }
}

extension Connection {
    /// Passes rows or bytes on; stops reading where they are not taken as fast as they come.
    func pass<Piece>(_ pieces: [Piece], to buffer: StreamBuffer<Piece>) {
        buffer.push(pieces)
        state.withLock { state in
            guard state.stream === buffer, !state.isPaused, buffer.isFull else { return }
            state.isPaused = true
            state.watch(reactor)
        }
    }

    /// The reader has taken what there was.
    func readOn() {
        state.withLock { state in
            guard state.isPaused else { return }
            state.isPaused = false
            state.watch(reactor)
        }
    }
}
