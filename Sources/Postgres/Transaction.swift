import Synchronization

/// A transaction under way, or a connection on loan, until the scope that gave it ends.
public final class Transaction: Sendable {
    let connection: Connection
    let lease: UInt64
    /// When everything in it must have ended.
    public let deadline: Deadline
    private let ended = Atomic(false)
    private let leftProcess = Atomic(false)

    init(_ connection: Connection, lease: UInt64, deadline: Deadline) {
        self.connection = connection
        self.lease = lease
        self.deadline = deadline
    }

    /// Runs one statement and returns its rows.
    @discardableResult
    public func query(_ statement: SQL) async throws -> Rows {
        try await batch([statement])[0]
    }

    /// Runs several statements with one flush and returns what each returned. The error of the first that fails says
    /// which it was.
    public func batch(_ statements: [SQL]) async throws -> [Rows] {
        guard !hasEnded else { throw Self.hasEndedError }
        guard !statements.isEmpty else { return [] }
        return try await connection.run(statements, lease: lease, deadline: deadline)
    }

    /// Runs one statement whose rows are read in pieces, in bounded memory. Until the stream is ended nothing else can
    /// run on this transaction.
    public func stream(_ statement: SQL) -> RowStream {
        // The rows may be passed on, so this transaction is not run again by itself.
        leftProcess.store(true, ordering: .relaxed)
        return RowStream(statement, on: connection, lease: lease, deadline: deadline)
    }

    /// Runs `COPY … TO STDOUT`, whose bytes are read in pieces, in bounded memory. COPY takes no parameters, and runs in a
    /// block: in a transaction that is `readOnly` it is refused. Until the stream is ended nothing else can run on this
    /// transaction.
    public func copy(_ statement: SQL) async throws -> CopyStream {
        guard statement.parameters.values.isEmpty else { throw PostgresError(.misuse, "COPY takes no parameters") }
        leftProcess.store(true, ordering: .relaxed)
        _ = try await connection.run([], lease: lease, deadline: deadline)
        guard !connection.isUntouched else { throw PostgresError(.misuse, "COPY needs a transaction that is a block") }
        return CopyStream(statement, on: connection, lease: lease, deadline: deadline)
    }

    /// Runs the last statements and commits, all with one flush. Afterwards the transaction takes no more statements.
    public func commit(with statements: [SQL] = []) async throws -> [Rows] {
        guard !ended.exchange(true, ordering: .relaxed) else { throw Self.hasEndedError }
        if connection.isUntouched {
            guard !statements.isEmpty else { return [] }
            return try await connection.run(statements, commits: true, lease: lease, deadline: deadline)
        }
        var rows = try await connection.run(statements + ["commit"], lease: lease, deadline: deadline)
        // A transaction in which a statement had failed answers a commit by rolling back, and calls it success.
        guard rows.removeLast().commandTag == "COMMIT" else {
            throw PostgresError(.server, "the transaction was rolled back because one of its statements had failed")
        }
        return rows
    }

    private static var hasEndedError: PostgresError { PostgresError(.closed, "the transaction has ended") }

    /// Whether `commit` was called.
    var hasEnded: Bool { ended.load(ordering: .relaxed) }
    /// Whether the caller may have passed on what it read.
    var mayHaveLeftProcess: Bool { leftProcess.load(ordering: .relaxed) }
}
