import Domain
import FoundationEssentials
import Store
import Synchronization

/// One claimed job inside this process, from the claim to its settlement.
final class JobRecord: Sendable {
    /// Why an attempt was stopped from outside.
    enum Stop: Sendable, Hashable {
        /// Somebody asked to cancel the job.
        case cancelled
        /// The lease went away.
        case leaseLost
        /// It took longer than its kind may.
        case overtime
        /// This worker leaves.
        case leaving
    }

    private struct State {
        var renewedAt: ContinuousClock.Instant
        var startedAt: ContinuousClock.Instant?
        var stop: Stop?
        var cancel: (@Sendable () -> Void)?
        var progress: OperationProgress?
        var result: String?
    }

    let job: ClaimedJob
    let handler: JobHandler
    private let state: Mutex<State>

    init(_ job: ClaimedJob, _ handler: JobHandler, claimedAt: ContinuousClock.Instant) {
        self.job = job
        self.handler = handler
        state = Mutex(State(renewedAt: claimedAt))
    }

    var stop: Stop? { state.withLock(\.stop) }
    var result: String? { state.withLock(\.result) }
    var renewedAt: ContinuousClock.Instant { state.withLock(\.renewedAt) }

    /// When the attempt has taken longer than its kind may; nil before it started.
    var overtimeAt: ContinuousClock.Instant? {
        state.withLock(\.startedAt)?.advanced(by: handler.declaration.timeLimit)
    }

    /// The attempt begins; `cancel` stops it.
    func begin(at now: ContinuousClock.Instant, cancel: @escaping @Sendable () -> Void) {
        let isStopped = state.withLock { state in
            state.startedAt = now
            state.cancel = cancel
            return state.stop != nil
        }
        if isStopped { cancel() }
    }

    /// Stops the attempt; the first reason counts.
    func stop(_ reason: Stop) {
        let cancel = state.withLock { state in
            state.stop = state.stop ?? reason
            return state.cancel
        }
        cancel?()
    }

    func renewed(at instant: ContinuousClock.Instant) {
        state.withLock { $0.renewedAt = instant }
    }

    func report(done: Int, total: Int?) {
        guard let operation = job.operation else { return }
        let progress = OperationProgress(operation: operation, done: done, total: total)
        state.withLock { $0.progress = progress }
    }

    func report(result: some Encodable) throws {
        guard job.operation != nil else { return }
        let encoder = JSONEncoder()
        encoder.dateEncodingStrategy = .iso8601
        encoder.keyEncodingStrategy = .convertToSnakeCase
        let json = String(decoding: try encoder.encode(result), as: UTF8.self)
        state.withLock { $0.result = json }
    }

    /// The progress since the last call, if any.
    func takeProgress() -> OperationProgress? {
        state.withLock { state in
            defer { state.progress = nil }
            return state.progress
        }
    }
}
