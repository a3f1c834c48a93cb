/// Keeps account of what one connection was asked and what the server still owes. The pure half of `Connection`:
/// events of libpq go in, what to do about them comes out, and there is no socket in it.
///
/// A unit is what was sent with one Sync. Its steps are answered in order; the first error makes the server skip the
/// rest of the unit, and the next unit starts afresh.
struct Pipeline<Reply> {
    typealias UnitID = UInt64

    /// One message that libpq gives an answer for.
    enum Step: Equatable {
        /// Parse a statement of the unit, so that it can be run by name.
        case prepare(statement: Int)
        /// Run a statement of the unit.
        case run(statement: Int)
        /// Run it, and pass on its rows one at a time.
        case stream(statement: Int)

        var statement: Int {
            switch self {
            case .prepare(let statement), .run(let statement), .stream(let statement): statement
            }
        }
    }

    /// What libpq reports.
    enum Event {
        /// The outcome of a step, with all rows unless they were streamed.
        case reply(Reply)
        /// One row of a streamed step.
        case row(Reply)
        /// The step failed.
        case failure(PostgresError)
        /// The step was skipped because an earlier one of its unit failed.
        case skipped
        /// Nothing more comes for this step.
        case endOfStep
        /// The server has answered the whole unit.
        case sync
    }

    /// What to do.
    enum Action {
        /// Rows of the step that comes now shall arrive one at a time: tell libpq before it reads on.
        case singleRows
        /// Pass on a row.
        case row(UnitID, Reply)
        /// Parsing this statement of the unit worked, or did not.
        case prepared(UnitID, statement: Int, Bool)
        /// Hand the unit's outcome to whoever waits for it.
        case finish(UnitID, Result<[Reply], PostgresError>)
        /// Ask the server to cancel what it is doing.
        case cancel
        /// Nothing is owed any more.
        case idle
    }

    private struct Unit {
        let id: UnitID
        let steps: [Step]
        var position = 0
        var replies: [Reply] = []
        var failure: PostgresError?
        /// Nobody waits any more: the outcome was handed out already.
        var isAbandoned = false

        var step: Step? { position < steps.count ? steps[position] : nil }
    }

    private var units: [Unit] = []
    /// A cancel request is on its way. It names a session, not a statement, so nothing new may be sent before it has
    /// arrived.
    private(set) var isCancelling = false

    /// Whether the server has something left to answer.
    var owesAnything: Bool { !units.isEmpty }

    /// Whether nothing is owed and nothing sent later can be hit by a cancel request meant for something earlier.
    var isIdle: Bool { units.isEmpty && !isCancelling }

    /// Whether somebody gave up on a unit that the server still works on.
    var isDraining: Bool { isCancelling || units.contains { $0.isAbandoned } }

    /// Notes a unit that was just sent.
    mutating func send(_ id: UnitID, _ steps: [Step]) -> [Action] {
        units.append(Unit(id: id, steps: steps))
        return units.count == 1 ? announceStep() : []
    }

    /// Takes one event.
    mutating func receive(_ event: Event) -> [Action] {
        guard !units.isEmpty else { return [] }
        switch event {
        case .reply(let reply):
            guard let step = units[0].step else { return [] }
            if case .prepare(let statement) = step { return [.prepared(units[0].id, statement: statement, true)] }
            units[0].replies.append(reply)
            return []
        case .row(let reply):
            return units[0].isAbandoned ? [] : [.row(units[0].id, reply)]
        case .failure(let error):
            return note(error)
        case .skipped:
            guard case .prepare(let statement) = units[0].step else { return [] }
            return [.prepared(units[0].id, statement: statement, false)]
        case .endOfStep:
            units[0].position += 1
            return announceStep()
        case .sync:
            return finishFirst()
        }
    }

    /// Nobody waits for the unit any more: they get `error` at once, the server is asked to stop, and what it still
    /// sends is dropped.
    mutating func abandon(_ id: UnitID, _ error: PostgresError) -> [Action] {
        guard let index = units.firstIndex(where: { $0.id == id }), !units[index].isAbandoned else { return [] }
        units[index].isAbandoned = true
        return [.finish(id, .failure(error))] + cancelIfWasted()
    }

    /// The cancel request has been delivered, or could not be.
    mutating func cancelDelivered() -> [Action] {
        isCancelling = false
        return isIdle ? [.idle] : []
    }

    /// Asks again where the server still works on what nobody wants: the first request may have come before the
    /// statement did.
    mutating func cancelAgain() -> [Action] {
        cancelIfWasted()
    }

    /// The connection is gone: everybody who waits learns why.
    mutating func lose(_ error: PostgresError) -> [Action] {
        let waiting = units.filter { !$0.isAbandoned }
        units = []
        isCancelling = false
        return waiting.map { .finish($0.id, .failure($0.failure ?? error)) }
    }

    private mutating func note(_ error: PostgresError) -> [Action] {
        let step = units[0].step
        if units[0].failure == nil {
            var error = error
            error.statementIndex = step?.statement
            units[0].failure = error
        }
        guard case .prepare(let statement) = step else { return [] }
        return [.prepared(units[0].id, statement: statement, false)]
    }

    private mutating func finishFirst() -> [Action] {
        let unit = units.removeFirst()
        var actions: [Action] = []
        if !unit.isAbandoned {
            actions.append(.finish(unit.id, unit.failure.map { .failure($0) } ?? .success(unit.replies)))
        }
        if isIdle { return actions + [.idle] }
        return actions + announceStep() + cancelIfWasted()
    }

    private func announceStep() -> [Action] {
        guard case .stream = units.first?.step else { return [] }
        return [.singleRows]
    }

    private mutating func cancelIfWasted() -> [Action] {
        guard !isCancelling, units.first?.isAbandoned == true else { return [] }
        isCancelling = true
        return [.cancel]
    }
}
