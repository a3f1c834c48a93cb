import FoundationEssentials
public import Logging
import Synchronization

/// Connections of one role to one server, opened when needed, shared fairly, never handed on in a doubtful state.
public final class ConnectionPool: ReactorSource {
    private struct State {
        var book: PoolBook<PooledConnection>
        var waiting: [UInt64: CheckedContinuation<PooledConnection, any Error>] = [:]
        /// Those whose task was cancelled before they waited.
        var cancelledEarly: Set<UInt64> = []
        var all: [ObjectIdentifier: PooledConnection] = [:]
        var isClosed = false
        var closers: [CheckedContinuation<Void, Never>] = []
        var closeDeadline = Deadline.never

        /// Those who wait for the end, once nothing is open and nobody connects: a process that ends while a thread is
        /// inside OpenSSL dies of it.
        mutating func closersAtEnd() -> [CheckedContinuation<Void, Never>] {
            guard isClosed, all.isEmpty, book.opening == 0 || closeDeadline <= .now else { return [] }
            defer { closers = [] }
            return closers
        }
    }

    /// How the pool reaches the server.
    public let settings: ServerSettings
    let logger: Logger
    private let metrics: PoolMetrics
    private let lifetime: Duration
    private let state: Mutex<State>
    private let tickets = Atomic<UInt64>(1)
    private let reactor: Reactor
    private let token = Atomic<UInt64>(0)

    /// A pool of at most `size` connections, each of which lives about as long as `lifetime`. Opens nothing yet.
    public init(
        _ settings: ServerSettings,
        size: Int,
        lifetime: Duration = .seconds(1800),
        logger: Logger
    ) throws(PostgresError) {
        self.settings = settings
        self.logger = logger
        self.lifetime = lifetime
        metrics = PoolMetrics(pool: settings.applicationName)
        reactor = try Reactor.shared()
        state = Mutex(State(book: PoolBook(size: max(1, size))))
        token.store(reactor.register(self), ordering: .relaxed)
    }

    deinit {
        reactor.unregister(token.load(ordering: .relaxed), descriptor: nil)
    }

    /// The thread that reads what the server says. Tasks that prefer it are spared a change of thread for each result;
    /// they must compute little and never block.
    public var executor: any TaskExecutor { reactor }

    /// A connection for the caller alone. Must be given back.
    func acquire(owner: UUID?, deadline: Deadline) async throws -> PooledConnection {
        let now = Deadline.now
        let ticket = tickets.add(1, ordering: .relaxed).oldValue
        let waiter = PoolBook<PooledConnection>.Waiter(id: ticket, owner: owner, deadline: deadline, since: now)
        if let connection = try fromIdle(waiter, at: now) { return connection }
        defer { if Task.isCancelled { state.withLock { _ = $0.cancelledEarly.remove(ticket) } } }
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { wait(waiter, $0) }
        } onCancel: {
            stopWaiting(ticket)
        }
    }

    /// The connection comes back; discarded where it cannot be used again or has lived long enough.
    func giveBack(_ connection: PooledConnection, isUsable: Bool) {
        guard isUsable, connection.retirement > .now else {
            return discard(connection, isUsable ? "lifetime" : "state")
        }
        let (grant, isClosed) = state.withLock { state -> (PoolBook<PooledConnection>.Grant?, Bool) in
            guard !state.isClosed else { return (nil, true) }
            defer { metrics.record(state.book) }
            return (state.book.giveBack(connection), false)
        }
        if let grant { return hand(grant) }
        if isClosed { return discard(connection, "close") }
        // Lost between its last word and now, when nobody was told because it was not idle yet.
        if connection.connection.isLost { discard(connection, "lost") }
    }

    /// Refuses new work, waits until what is under way has ended, at most as long as given, then closes everything.
    public func close(within limit: Duration = .seconds(10)) async {
        let drained = state.withLock { state in
            state.isClosed = true
            state.closeDeadline = .after(limit)
            let (waiters, idle) = state.book.drain()
            return (waiters.compactMap { state.waiting.removeValue(forKey: $0.id) }, idle)
        }
        for waiter in drained.0 { waiter.resume(throwing: PostgresError(.closed, "the pool is closed")) }
        for connection in drained.1 { discard(connection, "close") }
        reactor.remember(.after(limit))
        await withCheckedContinuation { continuation in
            let closers = state.withLock { state in
                state.closers.append(continuation)
                return state.closersAtEnd()
            }
            for closer in closers { closer.resume() }
        }
    }

    func ready() {}

    func expire(at now: Deadline) -> Deadline {
        let (expired, overdue, closers, next) = state.withLock { state in
            let expired = state.book.expire(at: now).compactMap { state.waiting.removeValue(forKey: $0.id) }
            let isOverdue = state.closeDeadline <= now
            let next = state.book.waiters.reduce(isOverdue ? .never : state.closeDeadline) { min($0, $1.deadline) }
            return (expired, isOverdue ? Array(state.all.values) : [], state.closersAtEnd(), next)
        }
        for waiter in expired {
            waiter.resume(throwing: PostgresError(.poolTimeout, "no connection became free before the deadline"))
        }
        for connection in overdue { connection.connection.close(PostgresError(.closed, "the pool is closed")) }
        for closer in closers { closer.resume() }
        return next
    }
}

extension ConnectionPool {
    /// The short way: a connection that is free right now.
    private func fromIdle(_ waiter: PoolBook<PooledConnection>.Waiter, at now: Deadline) throws -> PooledConnection? {
        while true {
            let connection = try state.withLock { state throws(PostgresError) -> PooledConnection? in
                guard !state.isClosed else { throw PostgresError(.closed, "the pool is closed") }
                guard state.book.waiters.isEmpty, !state.book.idle.isEmpty else { return nil }
                defer { metrics.record(state.book) }
                return state.book.ask(waiter)
            }
            guard let connection, connection.retirement <= now else { return connection }
            discard(connection, "lifetime")
        }
    }

    private func wait(
        _ waiter: PoolBook<PooledConnection>.Waiter,
        _ continuation: CheckedContinuation<PooledConnection, any Error>
    ) {
        let answer = state.withLock { state -> Result<PooledConnection, any Error>? in
            if state.isClosed { return .failure(PostgresError(.closed, "the pool is closed")) }
            if state.cancelledEarly.remove(waiter.id) != nil {
                return .failure(PostgresError(.cancelled, "the task was cancelled"))
            }
            defer { metrics.record(state.book) }
            if let connection = state.book.ask(waiter) { return .success(connection) }
            state.waiting[waiter.id] = continuation
            return nil
        }
        if let answer { return continuation.resume(with: answer) }
        reactor.remember(waiter.deadline)
        openIfNeeded()
    }

    private func stopWaiting(_ ticket: UInt64) {
        let waiter = state.withLock { state in
            guard state.book.forget(ticket) != nil else {
                state.cancelledEarly.insert(ticket)
                return CheckedContinuation<PooledConnection, any Error>?.none
            }
            return state.waiting.removeValue(forKey: ticket)
        }
        waiter?.resume(throwing: PostgresError(.cancelled, "the task was cancelled"))
    }

    private func openIfNeeded() {
        while state.withLock({ !$0.isClosed && $0.book.shouldOpen() }) {
            Connector.open(settings, logger: logger) { self.opened($0) }
        }
    }

    private func opened(_ result: Result<Connection, PostgresError>) {
        switch result {
        case .success(let connection):
            metrics.recordOpened()
            let pooled = PooledConnection(connection, lifetime: lifetime)
            connection.state.withLock { $0.onLoss = { [weak self, weak pooled] in self?.lost(pooled, $0) } }
            let grant = state.withLock { state in
                state.all[ObjectIdentifier(pooled)] = pooled
                return state.book.opened(pooled)
            }
            if let grant { return hand(grant) }
            // Closed meanwhile, or lost before anybody could be told.
            if state.withLock({ $0.isClosed }) || connection.isLost { discard(pooled, "close") }
        case .failure(let error):
            metrics.recordDiscarded("connect")
            logger.warning("no connection to the database", metadata: ["error": "\(error)"])
            let (waiters, closers) = state.withLock { state in
                let waiters = state.book.failedToOpen().compactMap { state.waiting.removeValue(forKey: $0.id) }
                return (waiters, state.closersAtEnd())
            }
            for waiter in waiters { waiter.resume(throwing: error) }
            for closer in closers { closer.resume() }
        }
    }

    private func hand(_ grant: PoolBook<PooledConnection>.Grant) {
        let waiter = state.withLock { state in
            metrics.record(state.book)
            return state.waiting.removeValue(forKey: grant.waiter.id)
        }
        metrics.recordWait(since: grant.waiter.since)
        waiter?.resume(returning: grant.connection)
    }

    /// The connection broke. Whoever uses it learns from their statements; here it only matters where it is idle.
    private func lost(_ connection: PooledConnection?, _ error: PostgresError) {
        guard let connection, state.withLock({ $0.book.idle.contains { $0 === connection } }) else { return }
        logger.info("an idle connection to the database was lost", metadata: ["error": "\(error)"])
        discard(connection, "lost")
    }

    private func discard(_ connection: PooledConnection, _ reason: String) {
        metrics.recordDiscarded(reason)
        connection.connection.close(PostgresError(.closed, "the connection was discarded"))
        let closers = state.withLock { state -> [CheckedContinuation<Void, Never>] in
            state.book.remove(connection)
            state.all[ObjectIdentifier(connection)] = nil
            metrics.record(state.book)
            return state.closersAtEnd()
        }
        for closer in closers { closer.resume() }
        openIfNeeded()
    }
}
