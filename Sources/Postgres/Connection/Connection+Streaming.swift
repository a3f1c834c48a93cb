import Synchronization

extension Connection {
    /// Runs one statement and passes on its rows one at a time, reading no faster than they are taken.
    func stream(
        _ statement: SQL,
        lease: UInt64,
        deadline: Deadline,
        isolation: isolated (any Actor)? = #isolation,
        _ body: (Row) async throws -> Void
    ) async throws {
        let id = nextUnit()
        let buffer = RowBuffer()
        try await withTaskCancellationHandler {
            submit(id, [statement], to: .stream(buffer), lease: lease, deadline: deadline)
            do {
                while let rows = try await buffer.next() {
                    readOn()
                    for row in rows { try await body(row) }
                }
            } catch {
                abandon(id, PostgresError(.cancelled, "the reader of the rows stopped"))
                throw error
            }
        } onCancel: {
            abandon(id, PostgresError(.cancelled, "the task was cancelled"))
        }
    }

    /// Passes rows on; stops reading where they are not taken as fast as they come.
    func pass(_ rows: [Row], to buffer: RowBuffer) {
        buffer.push(rows)
        state.withLock { state in
            guard state.stream === buffer, !state.isPaused, buffer.isFull else { return }
            state.isPaused = true
            state.watch(reactor)
        }
    }

    /// The reader has taken what there was.
    private func readOn() {
        state.withLock { state in
            guard state.isPaused else { return }
            state.isPaused = false
            state.watch(reactor)
        }
    }
}
