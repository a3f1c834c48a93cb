import Synchronization

/// Lets one task sleep until somebody rings, or until a time has passed. A ring while nobody sleeps is kept.
final class Alarm: Sendable {
    private struct State {
        var hasRung = false
        var sleeper: CheckedContinuation<Bool, Never>?
    }

    private let state = Mutex(State())

    /// Wakes the sleeper.
    func ring() {
        let sleeper = state.withLock { state in
            state.hasRung = state.sleeper == nil
            return state.sleeper.take()
        }
        sleeper?.resume(returning: true)
    }

    /// Sleeps, and returns whether somebody rang. Ends early where the task is cancelled.
    @discardableResult
    func sleep(atMost time: Duration) async -> Bool {
        await withTaskGroup(of: Bool.self) { group in
            group.addTask { await self.waitForRing() }
            group.addTask {
                // Cancelled when somebody rang.
                try? await Task.sleep(for: time)
                return false
            }
            var hasRung = await group.next() ?? false
            group.cancelAll()
            // The ring may have come together with the end of the time.
            for await other in group { hasRung = hasRung || other }
            return hasRung
        }
    }

    private func waitForRing() async -> Bool {
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let answer = state.withLock { state -> Bool? in
                    if state.hasRung {
                        state.hasRung = false
                        return true
                    }
                    if Task.isCancelled { return false }
                    state.sleeper = continuation
                    return nil
                }
                if let answer { continuation.resume(returning: answer) }
            }
        } onCancel: {
            wake()
        }
    }

    private func wake() {
        state.withLock { $0.sleeper.take() }?.resume(returning: false)
    }
}
