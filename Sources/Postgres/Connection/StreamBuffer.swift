import Synchronization

/// Rows, or bytes of a copy, on their way from the reactor to the one task that reads them. Bounded by whoever fills it:
/// see `isFull`.
final class StreamBuffer<Piece: Sendable>: Sendable {
    private struct State {
        var pieces: [Piece] = []
        var outcome: Result<Int, PostgresError>?
        var reader: CheckedContinuation<[Piece]?, any Error>?
    }

    private let state = Mutex(State())
    /// With this many pieces waiting the connection stops reading.
    private let capacity: Int

    init(capacity: Int) {
        self.capacity = capacity
    }

    var isFull: Bool { state.withLock { $0.pieces.count >= capacity } }

    /// Rows that the statement returned, once it has succeeded.
    var affected: Int? { state.withLock { try? $0.outcome?.get() } }

    /// Whether the statement has ended, one way or the other.
    var isFinished: Bool { state.withLock { $0.outcome != nil } }

    /// Adds pieces, and wakes the reader.
    func push(_ pieces: [Piece]) {
        let wake = state.withLock { state -> (CheckedContinuation<[Piece]?, any Error>, [Piece])? in
            state.pieces.append(contentsOf: pieces)
            guard let reader = state.reader else { return nil }
            defer { (state.reader, state.pieces) = (nil, []) }
            return (reader, state.pieces)
        }
        if let (reader, pieces) = wake { reader.resume(returning: pieces) }
    }

    /// No more pieces come. Those that wait are still read where the statement succeeded.
    func finish(_ outcome: Result<Int, PostgresError>) {
        let reader = state.withLock { state -> CheckedContinuation<[Piece]?, any Error>? in
            if case .failure = outcome { state.pieces = [] }
            state.outcome = outcome
            defer { state.reader = nil }
            return state.reader
        }
        reader?.resume(with: outcome.map { _ in nil }.mapError { $0 as any Error })
    }

    /// The next pieces; nil after the last.
    func next() async throws -> [Piece]? {
        try await withCheckedThrowingContinuation { continuation in
            let ready = state.withLock { state -> Result<[Piece]?, any Error>? in
                if !state.pieces.isEmpty {
                    defer { state.pieces = [] }
                    return .success(state.pieces)
                }
                if let outcome = state.outcome { return outcome.map { _ in nil }.mapError { $0 as any Error } }
                state.reader = continuation
                return nil
            }
            if let ready { continuation.resume(with: ready) }
        }
    }
}
