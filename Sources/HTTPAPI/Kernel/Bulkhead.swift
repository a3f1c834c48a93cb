import Dispatch
import HTTPTypes
import Hummingbird
import Synchronization

/// Threads of its own for work that occupies a processor: what waits for it holds up nothing else, and only so much may
/// wait.
final class Bulkhead: Sendable {
    private struct Line {
        var running = 0
        var waiting: [@Sendable () -> Void] = []
    }

    private let line = Mutex(Line())
    private let threads: DispatchQueue
    private let width: Int
    private let limit: Int

    /// - Parameters:
    ///   - width: how much is done at once.
    ///   - limit: how much may wait behind that.
    init(_ name: String, width: Int, limit: Int) {
        threads = DispatchQueue(label: name, attributes: .concurrent)
        self.width = width
        self.limit = limit
    }

    /// Too much waits already.
    static let full = Problem(.serviceUnavailable, "busy", "Too much is going on; try again.").with(.retryAfter, "1")

    /// Does the work on one of the threads; throws at once where too much waits already.
    func run<Value: Sendable>(_ work: @escaping @Sendable () -> Value) async throws -> Value {
        try await withCheckedThrowingContinuation { continuation in
            let isTaken = start { continuation.resume(returning: work()) }
            if !isTaken { continuation.resume(throwing: Self.full) }
        }
    }

    /// Whether the work is taken in.
    private func start(_ work: @escaping @Sendable () -> Void) -> Bool {
        let place = line.withLock { line -> (isTaken: Bool, isNext: Bool) in
            if line.running < width {
                line.running += 1
                return (true, true)
            }
            guard line.waiting.count < limit else { return (false, false) }
            line.waiting.append(work)
            return (true, false)
        }
        if place.isNext { threads.async { [self] in drain(from: work) } }
        return place.isTaken
    }

    /// Does this, then whatever waits.
    private func drain(from first: @Sendable () -> Void) {
        first()
        while let next = next() { next() }
    }

    private func next() -> (@Sendable () -> Void)? {
        line.withLock { line in
            guard line.waiting.isEmpty else { return line.waiting.removeFirst() }
            line.running -= 1
            return nil
        }
    }
}
