/// What `COPY … TO STDOUT` sends, some at a time. Must be ended, whether or not it was read to its end.
public final class CopyStream: Sendable {
    private let connection: Connection
    private let unit: UInt64
    /// A piece is what the socket had at once, some kilobytes; with 16 of them waiting the connection stops reading.
    private let buffer = StreamBuffer<[UInt8]>(capacity: 16)

    init(_ statement: SQL, on connection: Connection, lease: UInt64, deadline: Deadline) {
        self.connection = connection
        unit = connection.nextUnit()
        connection.submit(unit, [statement], to: .copy(buffer), lease: lease, deadline: deadline)
    }

    /// Whole lines, as many as have arrived since the last time, waiting for at least one; nil after the last. The
    /// connection reads no faster than this is called.
    public func next() async throws -> [UInt8]? {
        let pieces = try await withTaskCancellationHandler {
            try await buffer.next()
        } onCancel: {
            connection.abandon(unit, PostgresError(.cancelled, "the task was cancelled"))
        }
        connection.readOn()
        return pieces.map { $0.count == 1 ? $0[0] : Array($0.joined()) }
    }

    /// How many rows were copied; nil before the end.
    public var rows: Int? { buffer.affected }

    /// Stops the statement where it has not come to its end. Never throws; may be called more than once.
    public func end() {
        if !buffer.isFinished { connection.abandon(unit, PostgresError(.cancelled, "the reader of the copy stopped")) }
    }
}
