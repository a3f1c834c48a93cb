internal import CLibPQ
import Synchronization

extension ConnectionState {
    /// The fixed pause between two requests to cancel the same statement.
    private static let cancelPause = Duration.milliseconds(250)

    /// Somebody gave up on a unit.
    mutating func abandon(_ id: UInt64, _ error: PostgresError, _ reactor: Reactor, _ effects: inout Effects) {
        guard waiting[id] != nil else {
            cancelledEarly.insert(id)
            return
        }
        if drainDeadline == .never { drainDeadline = .after(Connection.drainLimit) }
        nextCancel = .after(Self.cancelPause)
        apply(pipeline.abandon(id, error), reactor, &effects)
        // What is left of a stream must be read to get rid of it.
        if isPaused {
            isPaused = false
            watch(reactor)
        }
    }

    /// Ends what is overdue; returns when to come back.
    mutating func expire(at now: Deadline, _ reactor: Reactor, _ effects: inout Effects) -> Deadline {
        guard handle != nil else { return .never }
        for (id, unit) in waiting where unit.deadline <= now {
            abandon(id, PostgresError(.deadline, "the deadline passed"), reactor, &effects)
        }
        if drainDeadline <= now {
            lose(PostgresError(.closed, "the server did not stop in time"), reactor, &effects)
            return .never
        }
        if nextCancel <= now {
            nextCancel = pipeline.isDraining ? .after(Self.cancelPause) : .never
            apply(pipeline.cancelAgain(), reactor, &effects)
        }
        return waiting.values.reduce(min(drainDeadline, nextCancel)) { min($0, $1.deadline) }
    }

    /// Nothing is owed any more.
    mutating func becameIdle(_ reactor: Reactor, _ effects: inout Effects) {
        nextCancel = .never
        drainDeadline = .never
        if release != nil { goOnReleasing(reactor, &effects) }
    }

    /// Ends the transaction if there is one, then lets go of the connection.
    mutating func goOnReleasing(_ reactor: Reactor, _ effects: inout Effects) {
        guard let handle, pipeline.isIdle, var release else { return }
        if PQtransactionStatus(handle.pointer) == PQTRANS_IDLE {
            self.release = nil
            drainDeadline = .never
            effects.released = (release.completion, true)
        } else if release.sentRollback {
            lose(PostgresError(.closed, "the transaction could not be rolled back"), reactor, &effects)
        } else {
            release.sentRollback = true
            self.release = release
            drainDeadline = .after(Connection.drainLimit)
            send(rollbackUnit, ["rollback"], to: .nobody, deadline: drainDeadline, reactor, &effects)
        }
    }

    /// The number of the rollback: no other unit has it, and there is at most one at a time.
    private var rollbackUnit: UInt64 { 0 }
}

extension Connection {
    /// How long the end of a transaction may take that nobody waits for.
    private static let releaseLimit = Duration.seconds(5)

    /// Hands the connection to somebody: returns the number that lets them send. The opening goes out in front of
    /// their statements.
    func take(_ opening: ConnectionState.Opening? = nil) -> UInt64 {
        state.withLock { state in
            state.lease += 1
            state.opening = opening
            state.cancelledEarly = []
            return state.lease
        }
    }

    /// Whether no block was opened since `take`.
    var isUntouched: Bool {
        state.withLock { $0.opening != nil }
    }

    /// Takes the connection back. Rolls back what is open, waits until nothing is owed, and then says whether the
    /// connection can be used again. With `commit` a commit that nobody waits for is sent first: for transactions that
    /// only read.
    func release(commit: Bool = false, _ completion: @escaping @Sendable (Bool) -> Void) {
        var effects = Effects()
        let limit = Deadline.after(Self.releaseLimit)
        state.withLock { state in
            guard state.handle != nil else {
                effects.released = (completion, false)
                return
            }
            state.lease += 1
            state.opening = nil
            state.release = ConnectionState.Release(completion: completion)
            if state.drainDeadline == .never { state.drainDeadline = limit }
            if commit, !state.pipeline.isDraining {
                state.send(0, ["commit"], to: .nobody, deadline: limit, reactor, &effects)
            }
            state.goOnReleasing(reactor, &effects)
        }
        reactor.remember(limit)
        perform(effects)
    }
}
