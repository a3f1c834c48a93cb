import Domain
import HTTPTypes
import Synchronization

/// Who listens in this process, by company.
final class EventHub: Sendable {
    /// Streams of one company at the same time, in this process.
    let limit: Int
    /// The longest silence of a stream.
    let heartbeat: Duration
    /// How long a client may take nothing of what is sent.
    let patience: Duration
    /// Whether a stream goes on when everything is told, where nobody says.
    let followsUnasked: Bool

    private struct State {
        var next = 0
        var listeners: [Company.ID: [Int: AsyncStream<Void>.Continuation]] = [:]
    }

    private let state = Mutex(State())

    init(
        limit: Int = 100,
        heartbeat: Duration = .seconds(15),
        patience: Duration = .seconds(30),
        followsUnasked: Bool = true
    ) {
        self.limit = limit
        self.heartbeat = heartbeat
        self.patience = patience
        self.followsUnasked = followsUnasked
    }

    /// A place among a company's listeners; 429 where there is none left.
    func listener(to company: Company.ID) throws(Problem) -> EventListener {
        // Only the newest counts: one look tells everything.
        let (wakes, continuation) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
        let number = state.withLock { state -> Int? in
            guard state.listeners[company, default: [:]].count < limit else { return nil }
            state.next += 1
            state.listeners[company, default: [:]][state.next] = continuation
            return state.next
        }
        guard let number else {
            throw Problem(.tooManyRequests, "quota.streams", "\(limit) streams of this company are open already.")
                .with(.retryAfter, "15")
        }
        return EventListener(hub: self, company: company, number: number, wakes: wakes, continuation: continuation)
    }

    /// Has those look who listen to a company, or all.
    func wake(_ company: Company.ID?) {
        let woken = state.withLock { state in
            company.map { Array(state.listeners[$0, default: [:]].values) } ?? state.listeners.values.flatMap(\.values)
        }
        for listener in woken { listener.yield() }
    }

    fileprivate func leave(_ company: Company.ID, _ number: Int) {
        state.withLock { state in
            state.listeners[company]?[number] = nil
            if state.listeners[company]?.isEmpty == true { state.listeners[company] = nil }
        }
    }
}

/// A place among a company's listeners, given back when nobody holds it any more.
final class EventListener: Sendable {
    /// When to look; ends when it is time to go.
    let wakes: AsyncStream<Void>
    private let continuation: AsyncStream<Void>.Continuation
    private let hub: EventHub
    private let company: Company.ID
    private let number: Int

    fileprivate init(
        hub: EventHub,
        company: Company.ID,
        number: Int,
        wakes: AsyncStream<Void>,
        continuation: AsyncStream<Void>.Continuation
    ) {
        self.hub = hub
        self.company = company
        self.number = number
        self.wakes = wakes
        self.continuation = continuation
    }

    deinit { hub.leave(company, number) }

    func wake() { continuation.yield() }

    func end() { continuation.finish() }
}
