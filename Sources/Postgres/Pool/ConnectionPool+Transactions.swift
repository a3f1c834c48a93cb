public import FoundationEssentials
import Logging
import Synchronization

/// What a transaction may do.
public enum TransactionAccess: Sendable {
    /// Read and write. Its commit is awaited.
    case readWrite
    /// Only read, and see with each flush what was committed before it: each is a transaction of its own, so none needs
    /// a beginning and an end of its own, which take the server longer than a short read.
    case readOnly
    /// Only read, and see everything as it was at the first statement, however long it takes. Its commit is not
    /// awaited, because it cannot fail in a way that matters.
    case snapshot

    fileprivate func opening(_ context: SQL?) -> ConnectionState.Opening {
        let select = context.map { "select \($0)" as SQL }
        switch self {
        case .readWrite: return .init(begin: "begin", context: select, isEach: false)
        case .readOnly:
            // Says the same as the beginning of a block, for where there is none.
            let readOnly: SQL = "set_config('transaction_read_only', 'on', true)"
            return .init(
                begin: "begin read only",
                context: select.map { "\($0), \(readOnly)" } ?? "select \(readOnly)",
                isEach: true
            )
        case .snapshot:
            return .init(begin: "begin isolation level repeatable read, read only", context: select, isEach: false)
        }
    }
}

extension ConnectionPool {
    /// How often a transaction is tried where the server gave it up for another one, or the connection broke.
    private static let attempts = 4

    /// Runs `body` in a transaction: committed where it returns, rolled back where it throws. `context`, one or
    /// more expressions, is selected in front of its first statements, with the same flush; where it is `readOnly`, in
    /// front of each flush. `owner` is on whose behalf, for the pool's fairness.
    ///
    /// A transaction that was given up by the server (a deadlock, a serialization failure), whose prepared statements
    /// no longer fit, or whose connection broke before the commit was sent, is run again up to three times, unless it
    /// streamed.
    public func withTransaction<Value>(
        context: SQL? = nil,
        access: TransactionAccess = .readWrite,
        owner: UUID? = nil,
        deadline: Deadline,
        isolation: isolated (any Actor)? = #isolation,
        _ body: (Transaction) async throws -> Value
    ) async throws -> Value {
        var attempt = 1
        while true {
            let pooled = try await acquire(owner: owner, deadline: deadline)
            let lease = pooled.connection.take(access.opening(context))
            let transaction = Transaction(pooled.connection, lease: lease, deadline: deadline)
            do {
                let value = try await body(transaction)
                try await end(transaction, of: pooled, access)
                return value
            } catch {
                release(pooled)
                guard attempt < Self.attempts, transaction.mayBeRunAgain(after: error), !Task.isCancelled else {
                    throw error
                }
                logger.info("running a transaction again", metadata: ["attempt": "\(attempt)", "error": "\(error)"])
                let pause = Duration.milliseconds(Int.random(in: 5...25) << attempt)
                guard deadline.remaining > pause else { throw error }
                try await Task.sleep(for: pause)
                attempt += 1
            }
        }
    }

    /// Runs statements with one flush, as one transaction of their own. Settings that one of them makes for the
    /// transaction hold for those after it.
    public func run(_ statements: [SQL], owner: UUID? = nil, deadline: Deadline) async throws -> [Rows] {
        try await withConnection(owner: owner, deadline: deadline) { connection in
            do {
                return try await connection.batch(statements)
            } catch let error as PostgresError where error.isStalePlan {
                // The connection has forgotten what it had prepared, so this prepares afresh.
                return try await connection.batch(statements)
            }
        }
    }

    /// Lends a connection outside any transaction: each statement commits by itself.
    public func withConnection<Value>(
        owner: UUID? = nil,
        deadline: Deadline,
        isolation: isolated (any Actor)? = #isolation,
        _ body: (Transaction) async throws -> Value
    ) async throws -> Value {
        let pooled = try await acquire(owner: owner, deadline: deadline)
        defer { release(pooled) }
        let lease = pooled.connection.take()
        return try await body(Transaction(pooled.connection, lease: lease, deadline: deadline))
    }

    private func end(_ transaction: Transaction, of pooled: PooledConnection, _ access: TransactionAccess) async throws
    {
        let isOver = transaction.hasEnded || pooled.connection.isUntouched
        if case .readWrite = access, !isOver { _ = try await transaction.commit() }
        release(pooled, commit: !isOver && access == .snapshot)
    }

    private func release(_ pooled: PooledConnection, commit: Bool = false) {
        pooled.connection.release(commit: commit) { self.giveBack(pooled, isUsable: $0) }
    }
}

extension Transaction {
    /// Whether the same closure may be run on a new transaction: nothing of this one has been committed or passed on.
    fileprivate func mayBeRunAgain(after error: any Error) -> Bool {
        guard !mayHaveLeftProcess, let error = error as? PostgresError else { return false }
        if error.isConflictOfTransactions || error.isStalePlan { return true }
        // Where the connection broke after the commit was sent, nobody knows whether it was carried out.
        return error.isLossOfConnection && connection.isLost && !hasEnded
    }
}

extension Connection {
    /// Whether the connection is gone.
    var isLost: Bool {
        state.withLock { $0.handle == nil }
    }
}
