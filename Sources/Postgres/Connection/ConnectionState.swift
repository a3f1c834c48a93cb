internal import CLibPQ

/// What a connection's lock protects.
struct ConnectionState {
    /// Nil once the connection is finished.
    var handle: Handle?
    let descriptor: Int32
    let usesTLS: Bool
    let settings: ServerSettings
    var token: UInt64 = 0
    var pipeline = Pipeline<ServerResult>()
    var waiting: [UInt64: Waiting] = [:]
    var statements = StatementCache()
    /// Units whose task was cancelled before they were sent.
    var cancelledEarly: Set<UInt64> = []

    /// Who may send: raised when the connection changes hands, so that a transaction that outlives its scope is refused.
    var lease: UInt64 = 0
    /// What is sent in front of the lease's statements, in the same flush; nil once a block is open.
    var opening: Opening?
    /// Whom rows or bytes are passed on to as they come, so that nothing else may be sent.
    var stream: AnyObject?
    /// The connection has left pipeline mode, which knows no copying.
    var isCopying = false
    /// Data of the copy comes before the next result.
    var isReceivingCopy = false
    var isPaused = false
    var wantsToWrite = false

    var drainDeadline = Deadline.never
    var nextCancel = Deadline.never
    var release: Release?
    var lossReason: PostgresError?
    var onLoss: (@Sendable (PostgresError) -> Void)?
    var onNotification: (@Sendable ([ServerNotification]) -> Void)?

    /// The connection is on its way back to the pool.
    struct Release {
        let completion: @Sendable (Bool) -> Void
        var sentRollback = false
    }

    /// How a transaction begins.
    struct Opening {
        /// Opens a block that lasts until `commit`.
        let begin: SQL
        /// Says what holds for the transaction, such as who acts in it.
        let context: SQL?
        /// Every flush is a transaction of its own.
        let isEach: Bool
    }

    /// What goes around statements that are sent now. Where they are a whole transaction they need no block: the server
    /// takes what it gets up to a Sync as one. That saves it two statements, a third of a short read.
    mutating func frame(commits: Bool) -> (front: [SQL], back: [SQL]) {
        guard let opening else { return ([], []) }
        let isWhole = commits || opening.isEach
        if !opening.isEach { self.opening = nil }
        let context = opening.context.map { [$0] } ?? []
        if isWhole, !settings.usesBlocks { return (context, []) }
        return ([opening.begin] + context, isWhole ? ["commit"] : [])
    }

    init(_ handle: Handle, usesTLS: Bool, settings: ServerSettings) {
        self.handle = handle
        self.usesTLS = usesTLS
        self.settings = settings
        descriptor = PQsocket(handle.pointer)
    }

    /// Why a unit may not be sent now.
    mutating func refusal(_ id: UInt64, lease: UInt64, deadline: Deadline) -> PostgresError? {
        if cancelledEarly.remove(id) != nil { return PostgresError(.cancelled, "the task was cancelled") }
        guard handle != nil else { return lossReason ?? PostgresError(.closed, "the connection is closed") }
        guard lease == self.lease, release == nil else { return PostgresError(.closed, "the transaction has ended") }
        guard stream == nil else {
            return PostgresError(.misuse, "rows are being streamed on this transaction; use another one meanwhile")
        }
        guard !pipeline.isDraining else { return PostgresError(.closed, "the transaction was given up") }
        if deadline.hasPassed {
            return PostgresError(.deadline, "the deadline had passed before the statement was sent")
        }
        return nil
    }

    /// Carries out what the pipeline decided.
    mutating func apply(_ actions: [Pipeline<ServerResult>.Action], _ reactor: Reactor, _ effects: inout Effects) {
        for action in actions {
            switch action {
            case .singleRows: if let handle { PQsetSingleRowMode(handle.pointer) }
            case .row(let id, let result): passRow(id, result, &effects)
            case .prepared(let id, let statement, let worked):
                guard let prepared = waiting[id]?.sent[statement].prepared else { continue }
                if worked { prepared.statement.markParsed() } else { statements.remove(prepared.key) }
            case .finish(let id, let result): finishUnit(id, result, &effects)
            case .cancel: if let handle { effects.cancel = Handle(PQgetCancel(handle.pointer)) }
            case .idle: becameIdle(reactor, &effects)
            }
        }
    }

    private mutating func passRow(_ id: UInt64, _ result: ServerResult, _ effects: inout Effects) {
        guard let unit = waiting[id], case .stream(let buffer) = unit.receiver else { return }
        let columns = unit.columns(of: result, statement: unit.sent.count - 1 - unit.hiddenLast)
        effects.rows.append(Row(result: result, columns: columns, index: 0))
        effects.rowBuffer = buffer
    }

    private mutating func finishUnit(
        _ id: UInt64,
        _ result: Result<[ServerResult], PostgresError>,
        _ effects: inout Effects
    ) {
        guard let unit = waiting[id] else { return }
        switch unit.receiver {
        case .stream, .copy: stream = nil
        case .task, .nobody: break
        }
        if case .failure(let error) = result {
            if error.isStalePlan { statements.removeAll() }
            // Nobody will learn any more whether the server parsed these.
            for case let prepared? in unit.sent.map(\.prepared) where !prepared.statement.isParsed {
                statements.remove(prepared.key)
            }
        }
        effects.finished.append((unit.receiver, unit.outcome(result)))
        waiting[id] = nil
    }

    /// The connection is gone: frees it, and tells everybody.
    mutating func lose(_ error: PostgresError, _ reactor: Reactor, _ effects: inout Effects) {
        guard handle != nil else { return }
        lossReason = error
        apply(pipeline.lose(error), reactor, &effects)
        finish(reactor)
        effects.lost = error
        if let release {
            self.release = nil
            effects.released = (release.completion, false)
        }
    }

    /// Closes the socket and frees libpq's memory.
    mutating func finish(_ reactor: Reactor) {
        guard let handle else { return }
        self.handle = nil
        reactor.unregister(token, descriptor: descriptor)
        PQfinish(handle.pointer)
    }

    /// Tells the kernel what to wait for.
    func watch(_ reactor: Reactor) {
        guard handle != nil else { return }
        var interest: Reactor.Interest = []
        if !isPaused { interest.insert(.reading) }
        if wantsToWrite { interest.insert(.writing) }
        reactor.watch(descriptor, token: token, for: interest, isNew: false)
    }
}
