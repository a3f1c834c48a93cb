import Domain
import Postgres
import Synchronization

/// What a transaction has to say once it is committed.
final class TransactionHints: Sendable {
    private let jobs = Atomic(false)

    /// Whether workers should look for work.
    var announcesJobs: Bool { jobs.load(ordering: .relaxed) }

    /// Workers should look for work.
    func announceJobs() {
        jobs.store(true, ordering: .relaxed)
    }
}

/// Tells the workers that there may be work: after the commit, and no more than 40 times a second, because NOTIFY takes
/// a lock on the whole database. Only a hint; a worker that misses it finds the work by polling.
final class JobAnnouncer: Sendable {
    static let channel: SQL = "clientele_jobs"
    private static let pause = Duration.milliseconds(25)

    private enum State {
        case quiet
        /// Just announced; nothing new since.
        case paused
        /// Just announced; something new since.
        case owing
    }

    private let pool: ConnectionPool
    private let state = Mutex(State.quiet)

    init(_ pool: ConnectionPool) {
        self.pool = pool
    }

    /// Announces work now or within the pause.
    func announce() {
        let isFirst = state.withLock { state in
            defer { state = state == .quiet ? .paused : .owing }
            return state == .quiet
        }
        if isFirst { Task { await send() } }
    }

    private func send() async {
        repeat {
            // A hint that fails does no harm: polling finds the work.
            _ = try? await pool.run(["notify \(Self.channel)"], deadline: .after(.seconds(5)))
            // Never cancelled.
            try? await Task.sleep(for: Self.pause)
        } while owesAnother()
    }

    private func owesAnother() -> Bool {
        state.withLock { state in
            defer { state = state == .owing ? .paused : .quiet }
            return state == .owing
        }
    }
}

extension CompanyTransaction {
    /// Has the workers told, once this is committed, that there may be work or something to stop.
    func announceJobs() {
        hints.announceJobs()
    }
}
