import Domain
import Postgres
import Synchronization

/// What a transaction has to say once it is committed.
final class TransactionHints: Sendable {
    private let work = Atomic(false)
    private let cancellation = Atomic(false)

    /// Whether workers should look for work.
    var announcesWork: Bool { work.load(ordering: .relaxed) }
    /// Whether workers should look for jobs to stop.
    var announcesCancellation: Bool { cancellation.load(ordering: .relaxed) }

    func announceWork() {
        work.store(true, ordering: .relaxed)
    }

    func announceCancellation() {
        cancellation.store(true, ordering: .relaxed)
    }
}

/// Tells the workers that there may be work: after the commit, and no more than 40 times a second, because NOTIFY takes
/// a lock on the whole database. Only a hint; a worker that misses it finds the work by polling.
final class JobAnnouncer: Sendable {
    static let channel = "clientele_jobs"
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

    /// Says what a committed transaction has to say.
    func announce(_ hints: TransactionHints) {
        if hints.announcesWork { announceWork() }
        // Rare, so there is nothing to hold back.
        if hints.announcesCancellation { Task { await say(JobHint.cancellation) } }
    }

    /// Announces work now or within the pause.
    private func announceWork() {
        let isFirst = state.withLock { state in
            defer { state = state == .quiet ? .paused : .owing }
            return state == .quiet
        }
        if isFirst { Task { await send() } }
    }

    private func send() async {
        repeat {
            await say(JobHint.work)
            // Never cancelled.
            try? await Task.sleep(for: Self.pause)
        } while owesAnother()
    }

    private func say(_ hint: JobHint) async {
        // A hint that fails does no harm: polling finds the work.
        _ = try? await pool.run(
            ["select pg_catalog.pg_notify(\(Self.channel), \(hint.rawValue))"],
            deadline: .after(.seconds(5))
        )
    }

    private func owesAnother() -> Bool {
        state.withLock { state in
            defer { state = state == .owing ? .paused : .quiet }
            return state == .owing
        }
    }
}

/// What workers are told.
public enum JobHint: String, Sendable {
    /// There may be work.
    case work
    /// There may be jobs to stop.
    case cancellation
}

extension Database {
    /// Hears hints for workers. After each interruption it says that there may be work.
    public func jobHints() -> AsyncStream<JobHint> {
        let announcements = announcements(on: JobAnnouncer.channel)
        return AsyncStream { continuation in
            let task = Task {
                for await announcement in announcements {
                    switch announcement {
                    case .listening: continuation.yield(.work)
                    case .said(let word): continuation.yield(JobHint(rawValue: word) ?? .work)
                    }
                }
                continuation.finish()
            }
            continuation.onTermination = { _ in task.cancel() }
        }
    }
}

extension CompanyTransaction {
    /// Has the workers told, once this is committed, that there may be work.
    func announceJobs() {
        hints.announceWork()
    }

    /// Has the workers told, once this is committed, that there is a job to stop.
    func announceCancellation() {
        hints.announceCancellation()
    }
}
