internal import CLibPQ
import Logging
import Synchronization

/// One connection to the server, in pipeline mode.
///
/// Whoever sends writes under the lock, on their own thread; the reactor reads and hands out what came. What both of
/// them decide is up to `Pipeline`.
final class Connection: ReactorSource {
    /// How long the server may take to stop a statement that nobody waits for.
    static let drainLimit = Duration.seconds(1)

    let state: Mutex<ConnectionState>
    let reactor: Reactor
    let logger: Logger
    private let notices: NoticeBuffer
    private let units = Atomic<UInt64>(1)

    init(_ handle: Handle, settings: ServerSettings, reactor: Reactor, logger: Logger) {
        self.reactor = reactor
        self.logger = logger
        notices = NoticeBuffer()
        notices.attach(to: handle.pointer)
        let usesTLS = PQsslInUse(handle.pointer) != 0
        state = Mutex(ConnectionState(handle, usesTLS: usesTLS, settings: settings))
        let token = reactor.register(self)
        state.withLock { state in
            state.token = token
            reactor.watch(state.descriptor, token: token, for: .reading, isNew: true)
        }
    }

    deinit {
        state.withLock { $0.finish(reactor) }
    }

    /// Sends statements with one flush and returns what each returned. The first that fails undoes and ends them all.
    /// With `commits` they are the whole transaction.
    func run(_ statements: [SQL], commits: Bool = false, lease: UInt64, deadline: Deadline) async throws -> [Rows] {
        let id = nextUnit()
        defer { if Task.isCancelled { state.withLock { _ = $0.cancelledEarly.remove(id) } } }
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                submit(id, statements, commits: commits, to: .task(continuation), lease: lease, deadline: deadline)
            }
        } onCancel: {
            abandon(id, PostgresError(.cancelled, "the task was cancelled"))
        }
    }

    /// A number for something that is about to be sent.
    func nextUnit() -> UInt64 {
        units.add(1, ordering: .relaxed).oldValue
    }

    /// Sends statements; the outcome goes to the receiver.
    func submit(
        _ id: UInt64,
        _ statements: [SQL],
        commits: Bool = false,
        to receiver: Waiting.Receiver,
        lease: UInt64,
        deadline: Deadline
    ) {
        var effects = Effects()
        state.withLock { state in
            if let refusal = state.refusal(id, lease: lease, deadline: deadline) {
                effects.finished.append((receiver, .failure(refusal)))
            } else {
                state.send(id, statements, commits: commits, to: receiver, deadline: deadline, reactor, &effects)
            }
        }
        if deadline != .never { reactor.remember(deadline) }
        perform(effects)
    }

    /// Whoever waited for the unit gives up.
    func abandon(_ id: UInt64, _ error: PostgresError) {
        var effects = Effects()
        state.withLock { $0.abandon(id, error, reactor, &effects) }
        reactor.remember(.after(.milliseconds(250)))
        perform(effects)
    }

    func ready() {
        var effects = Effects()
        state.withLock { $0.readAndWrite(reactor, &effects) }
        perform(effects)
    }

    func expire(at now: Deadline) -> Deadline {
        var effects = Effects()
        let next = state.withLock { $0.expire(at: now, reactor, &effects) }
        perform(effects)
        return next
    }

    /// Closes at once. Whoever waits gets the error.
    func close(_ error: PostgresError) {
        var effects = Effects()
        state.withLock { $0.lose(error, reactor, &effects) }
        perform(effects)
    }

    func perform(_ effects: Effects) {
        if let handle = effects.cancel { sendCancel(handle) }
        if let buffer = effects.rowBuffer { pass(effects.rows, to: buffer) }
        if let buffer = effects.copyBuffer { pass([effects.copied], to: buffer) }
        for (receiver, outcome) in effects.finished { receiver.receive(outcome) }
        if let released = effects.released { released.completion(released.isUsable) }
        if !effects.notifications.isEmpty { state.withLock { $0.onNotification }?(effects.notifications) }
        if let error = effects.lost { state.withLock { $0.onLoss }?(error) }
        for notice in notices.take() { logger.info("notice of the server", metadata: ["notice": "\(notice)"]) }
    }

    /// `PQcancel` makes a connection of its own and blocks meanwhile.
    private func sendCancel(_ handle: Handle) {
        let started = HelperThread.run {
            var message = [CChar](repeating: 0, count: 256)
            PQcancel(handle.pointer, &message, Int32(message.count))
            PQfreeCancel(handle.pointer)
            self.cancelDelivered()
        }
        if !started {
            PQfreeCancel(handle.pointer)
            cancelDelivered()
        }
    }

    private func cancelDelivered() {
        var effects = Effects()
        state.withLock { state in
            state.apply(state.pipeline.cancelDelivered(), reactor, &effects)
        }
        perform(effects)
    }
}

extension Waiting.Receiver {
    func receive(_ outcome: Result<[Rows], PostgresError>) {
        switch self {
        case .task(let continuation): continuation.resume(with: outcome.mapError { $0 as any Error })
        case .stream(let buffer): buffer.finish(outcome.map { $0.last?.affected ?? 0 })
        case .copy(let buffer): buffer.finish(outcome.map { $0.last?.affected ?? 0 })
        case .nobody: break
        }
    }
}
