import Postgres
import Synchronization

/// A streaming replica for reads that may be a little old, and the proof that they are not older than that.
///
/// Clocks and idle servers deceive, so age is not asked for. Now and then the primary says how far its log has come. A
/// read carries a position that the primary had no longer ago than the bound, and a replica that has not replayed the log
/// up to there refuses the read, which then goes to the primary.
final class Replica: Sendable {
    private struct Mark {
        var position = "0/0"
        var taken: Deadline?
        var isBeingTaken = false
        /// After a failure the replica is left alone for as long as the bound.
        var avoidedUntil: Deadline?
    }

    let pool: ConnectionPool
    private let bound: Duration
    private let mark = Mutex(Mark())

    init(_ pool: ConnectionPool, bound: Duration) {
        self.pool = pool
        self.bound = bound
    }

    /// A position that the replica must have replayed; nil where it cannot be used now.
    func position(of primary: ConnectionPool) async throws -> String? {
        let now = Deadline.now
        let (position, isDue) = mark.withLock { mark -> (String?, Bool) in
            if let until = mark.avoidedUntil, now < until { return (nil, false) }
            let age = mark.taken.map { now.duration(since: $0) } ?? .seconds(1_000_000)
            // The next mark is taken at half the bound, while the last one still serves the others.
            let isDue = age > bound / 2 && (!mark.isBeingTaken || age > bound)
            if isDue { mark.isBeingTaken = true }
            return (age > bound ? nil : mark.position, isDue)
        }
        guard isDue else { return position }
        return try await takeMark(from: primary)
    }

    /// The replica refused, or could not be reached.
    func avoid() {
        mark.withLock { $0.avoidedUntil = .after(bound) }
    }

    private func takeMark(from primary: ConnectionPool) async throws -> String {
        let taken = Deadline.now
        do {
            let rows = try await primary.run(
                ["select pg_current_wal_lsn()::text as position"],
                deadline: .after(.seconds(5))
            )
            guard let row = rows[0].first else { throw PostgresError(.noRow, "the primary has no position") }
            let position = try row.get("position", as: String.self)
            mark.withLock { mark in
                (mark.position, mark.taken, mark.isBeingTaken) = (position, taken, false)
            }
            return position
        } catch {
            mark.withLock { $0.isBeingTaken = false }
            throw error
        }
    }
}

extension SQL {
    /// An expression that raises division by zero on a replica which has not come as far as a position. On a server that
    /// is no replica it is null.
    static func reached(_ position: String) -> SQL {
        "1 / (pg_last_wal_replay_lsn() >= \(position)::text::pg_lsn)::int"
    }
}

extension PostgresError {
    /// Whether another server may answer where this one did not: it lags, cannot be reached or gave the read up for what
    /// it replays.
    var isFaultOfReplica: Bool {
        switch kind {
        case .connect, .closed, .poolTimeout: true
        case .server: isLossOfConnection || isConflictOfTransactions || (sqlState == "22012" && statementIndex == nil)
        case .cancelled, .deadline, .decode, .noRow, .misuse: false
        }
    }
}
