import Foundation
import Synchronization
import TestSupport

/// Clients that ask again and again, each in a thread of its own with a connection that it keeps, until they are told to
/// stop. Where an address refuses them, or hangs up before it has said anything, they turn to the next one with the same request, as
/// a proxy does; what is cut off in the middle is a failure.
final class Load: Sendable {
    /// What the clients were answered.
    struct Tally: Sendable {
        /// Answers by status.
        var statuses: [Int: Int] = [:]
        /// Answers that had been given before, to somebody who did not get them.
        var replayed = 0
        /// Requests that were not answered.
        var failures: [String] = []
        /// Clients that have not stopped.
        var running = 0

        /// Requests that were answered.
        var answers: Int { statuses.values.reduce(0, +) }
    }

    private let tally: Mutex<Tally>
    private let isEnded = Mutex(false)

    /// Begins. A request is the whole text of one, from a client's number and the request's.
    init(clients: Int, ports: [Int], _ request: @escaping @Sendable (_ client: Int, _ number: Int) -> String) {
        tally = Mutex(Tally(running: clients))
        for client in 0..<clients {
            Thread.detachNewThread { [self] in run(client, ports, request) }
        }
    }

    deinit { isEnded.withLock { $0 = true } }

    /// Requests that were answered so far.
    var answers: Int { tally.withLock { $0.answers } }

    /// Waits for so many further answers.
    func goOn(for count: Int) async throws {
        let wanted = answers + count
        try await eventually("the clients are answered", within: .seconds(60)) { answers >= wanted }
    }

    /// Stops, and says what came of it.
    func end() async throws -> Tally {
        isEnded.withLock { $0 = true }
        try await eventually("the clients have stopped", within: .seconds(60)) { tally.withLock { $0.running } == 0 }
        return tally.withLock { $0 }
    }

    private func run(_ client: Int, _ ports: [Int], _ request: (Int, Int) -> String) {
        var caller = PatientCaller(ports: ports, turn: client)
        var number = 0
        while !isEnded.withLock({ $0 }) {
            number += 1
            let answer = caller.ask(request(client, number))
            tally.withLock { tally in
                if let answer {
                    tally.statuses[answer.status, default: 0] += 1
                    tally.replayed += answer.isReplayed ? 1 : 0
                } else {
                    tally.failures.append("request \(number) of client \(client)")
                }
            }
            // People think between two requests; without this the machine would measure itself.
            usleep(5000)
        }
        tally.withLock { $0.running -= 1 }
    }
}

/// One client that knows several addresses of the same service.
private struct PatientCaller {
    let ports: [Int]
    var turn: Int
    private var connection: RawClient?

    init(ports: [Int], turn: Int) {
        self.ports = ports
        self.turn = turn
    }

    /// The answer; nil where it was cut off, or where no address answers.
    mutating func ask(_ request: String) -> (status: Int, isReplayed: Bool)? {
        // A connection that was kept may have been closed meanwhile, and then its address may refuse.
        for _ in 0...(2 * ports.count) {
            guard let open = connection ?? (try? RawClient(port: ports[turn % ports.count])) else {
                turn += 1
                continue
            }
            connection = open
            open.say(request)
            switch open.hearAnswer() {
            case .answer(let status, let isReplayed, let isLast):
                if isLast { connection = nil }
                return (status, isReplayed)
            case .nothing:
                connection = nil
            case .part:
                connection = nil
                return nil
            }
        }
        return nil
    }
}
