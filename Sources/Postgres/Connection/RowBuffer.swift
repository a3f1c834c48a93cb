import Synchronization

/// Rows on their way from the reactor to the one task that reads them. Bounded by whoever fills it: see `isFull`.
final class RowBuffer: Sendable {
    /// With this many rows waiting the connection stops reading.
    private static let capacity = 512

    private struct State {
        var rows: [Row] = []
        var outcome: Result<Void, PostgresError>?
        var reader: CheckedContinuation<[Row]?, any Error>?
    }

    private let state = Mutex(State())

    var isFull: Bool { state.withLock { $0.rows.count >= Self.capacity } }

    /// Whether the statement has ended, one way or the other.
    var isFinished: Bool { state.withLock { $0.outcome != nil } }

    /// Adds rows, and wakes the reader.
    func push(_ rows: [Row]) {
        let wake = state.withLock { state -> (CheckedContinuation<[Row]?, any Error>, [Row])? in
            state.rows.append(contentsOf: rows)
            guard let reader = state.reader else { return nil }
            defer { (state.reader, state.rows) = (nil, []) }
            return (reader, state.rows)
        }
        if let (reader, rows) = wake { reader.resume(returning: rows) }
    }

    /// No more rows come. Rows that wait are still read where the statement succeeded.
    func finish(_ outcome: Result<Void, PostgresError>) {
        let reader = state.withLock { state -> CheckedContinuation<[Row]?, any Error>? in
            if case .failure = outcome { state.rows = [] }
            state.outcome = outcome
            defer { state.reader = nil }
            return state.reader
        }
        reader?.resume(with: outcome.map { nil }.mapError { $0 as any Error })
    }

    /// The next rows; nil after the last.
    func next() async throws -> [Row]? {
        try await withCheckedThrowingContinuation { continuation in
            let ready = state.withLock { state -> Result<[Row]?, any Error>? in
                if !state.rows.isEmpty {
                    defer { state.rows = [] }
                    return .success(state.rows)
                }
                if let outcome = state.outcome { return outcome.map { nil }.mapError { $0 as any Error } }
                state.reader = continuation
                return nil
            }
            if let ready { continuation.resume(with: ready) }
        }
    }
}
