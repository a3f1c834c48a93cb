import Domain
import Hummingbird
import Logging
import Metrics
import NIOCore
import Synchronization

/// How much is worked on at once. Whoever comes beyond that waits a moment or is refused, before anything was done for them:
/// what is begun is finished in good time, however many ask.
///
/// What anybody may ask for has a line of its own, because checking passwords and asking providers takes long; so have
/// uploads, which take as long as their clients do. A stream of events is in line only until it begins.
final class Admission: Sendable {
    private let work: AdmissionLine
    private let open: AdmissionLine
    private let upload: AdmissionLine
    /// Of requests that were let in at the door and have not come further.
    private let places = Mutex<[ObjectIdentifier: Place]>([:])
    private let refusals = Mutex(Refusals())

    private struct Refusals {
        var count = 0
        var told: ContinuousClock.Instant?
    }

    /// Lines for a pool of so many connections: half of those inside use one, the other half reads and writes JSON. Of
    /// what anybody may ask for, more than two threads and those who wait for them can take in would only wait.
    convenience init(connections: Int) {
        self.init(
            work: AdmissionLine("work", width: 2 * connections, room: 8 * connections),
            open: AdmissionLine("open", width: 64, room: 0),
            upload: AdmissionLine("upload", width: 4 * connections, room: 0)
        )
    }

    init(work: AdmissionLine, open: AdmissionLine, upload: AdmissionLine) {
        self.work = work
        self.open = open
        self.upload = upload
    }

    /// A place for a request; nil where there is none. `company` is what its path says.
    func enter(_ endpoint: Endpoint, _ company: Company.ID?, _ context: APIContext) async -> Place? {
        if let place = place(of: context.channel) { return place }
        let line =
            switch endpoint.runner {
            case .open: open
            case .upload: upload
            default: work
            }
        let loop = context.channel.eventLoop
        guard await line.enter(company, on: loop) else {
            noteRefusal(context.logger)
            return nil
        }
        return Place(in: line, for: company, on: loop)
    }

    /// Somebody comes to the door with a request into a company, or into none. Where they wait, `then` is told later, on any
    /// thread, the place that they have got, or nil where they are refused.
    func arrive(
        _ company: Company.ID?,
        on loop: any EventLoop,
        _ logger: Logger,
        then: @escaping @Sendable (Place?) -> Void
    ) -> Arrival {
        let entry = work.enter(company, on: loop) { [work] isInside in
            if !isInside { self.noteRefusal(logger) }
            then(isInside ? Place(in: work, for: company, on: loop) : nil)
        }
        switch entry {
        case .inside: return .inside(Place(in: work, for: company, on: loop))
        case .waiting: return .waiting
        case .refused:
            noteRefusal(logger)
            return .refused
        }
    }

    /// What becomes of somebody who comes to the door.
    enum Arrival {
        case inside(Place)
        case waiting
        case refused
    }

    /// Keeps the place until the request that came by this connection is there to take it.
    func keep(_ place: Place, for channel: any Channel) {
        places.withLock { $0[ObjectIdentifier(channel)] = place }
    }

    /// The place that is kept for what came by this connection; it is kept no longer.
    func place(of channel: any Channel) -> Place? {
        places.withLock { $0.removeValue(forKey: ObjectIdentifier(channel)) }
    }

    /// One line in the log for each second with refusals, not one for each of them.
    private func noteRefusal(_ logger: Logger) {
        let count = refusals.withLock { refusals -> Int? in
            refusals.count += 1
            let now = ContinuousClock.now
            if let told = refusals.told, told.duration(to: now) < .seconds(1) { return nil }
            defer { refusals.count = 0 }
            refusals.told = now
            return refusals.count
        }
        if let count { logger.warning("overloaded", metadata: ["refused": "\(count)"]) }
    }
}

extension Problem {
    /// There is no place for another request.
    static let overloaded = Problem(.serviceUnavailable, "overloaded", "Too much is asked at once; try again.")
        .with(.retryAfter, "1")
}

/// A request's place among those that are worked on.
final class Place: Sendable {
    private let line: AdmissionLine
    private let company: Company.ID?
    private let loop: any EventLoop
    private let isInside = Atomic(true)

    fileprivate init(in line: AdmissionLine, for company: Company.ID?, on loop: any EventLoop) {
        self.line = line
        self.company = company
        self.loop = loop
    }

    /// Gives it to somebody else.
    func leave() {
        if isInside.exchange(false, ordering: .relaxed) { line.leave(company) }
    }

    /// Waits for something slow that costs nothing, such as a body, while somebody else has the place; throws the 503
    /// where there is none afterwards.
    func aside<Value>(_ wait: () async throws -> Value) async throws -> Value {
        leave()
        let value = try await wait()
        guard await line.enter(company, on: loop) else { throw Problem.overloaded }
        isInside.store(true, ordering: .relaxed)
        return value
    }
}

/// One line of requests and the places at its end.
final class AdmissionLine: Sendable {
    private struct State {
        var turnstile: Turnstile
        var tickets: UInt64 = 0
        var waiting: [UInt64: @Sendable (Bool) -> Void] = [:]
    }

    private let state: Mutex<State>
    private let refused: Counter

    /// - Parameters:
    ///   - width: how many are worked on at once.
    ///   - room: how many may wait for that.
    init(_ name: String, width: Int, room: Int) {
        state = Mutex(State(turnstile: Turnstile(width: width, room: room)))
        refused = Counter(label: "http_requests_refused", dimensions: [("line", name)])
    }

    /// Comes in, at once or after a moment; false where that cannot be.
    func enter(_ company: Company.ID?, on loop: any EventLoop) async -> Bool {
        await withCheckedContinuation { continuation in
            switch enter(company, on: loop, then: { continuation.resume(returning: $0) }) {
            case .inside: continuation.resume(returning: true)
            case .waiting: break
            case .refused: continuation.resume(returning: false)
            }
        }
    }

    /// Comes in at once, waits, or is refused. Who waits is told what came of it, once and on any thread.
    func enter(
        _ company: Company.ID?,
        on loop: any EventLoop,
        then: @escaping @Sendable (Bool) -> Void
    ) -> Turnstile.Entry {
        let (entry, ticket) = state.withLock { state in
            state.tickets += 1
            let entry = state.turnstile.enter(state.tickets, company, at: .now)
            if entry == .waiting { state.waiting[state.tickets] = then }
            return (entry, state.tickets)
        }
        switch entry {
        case .inside: break
        case .waiting: loop.scheduleTask(in: TimeAmount(Turnstile.patience)) { self.giveUp(ticket) }
        case .refused: refused.increment()
        }
        return entry
    }

    /// Goes, and lets the next one in.
    func leave(_ company: Company.ID?) {
        let next = state.withLock { state in
            state.turnstile.leave(company).flatMap { state.waiting.removeValue(forKey: $0) }
        }
        next?(true)
    }

    private func giveUp(_ ticket: UInt64) {
        let late = state.withLock { state in
            state.turnstile.giveUp(ticket) ? state.waiting.removeValue(forKey: ticket) : nil
        }
        guard let late else { return }
        refused.increment()
        late(false)
    }
}
