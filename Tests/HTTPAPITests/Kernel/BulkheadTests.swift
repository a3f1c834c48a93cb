import Dispatch
import HTTPTypes
import Synchronization
import Testing

@testable import HTTPAPI

@Suite struct BulkheadTests {
    private struct Counts {
        var now = 0
        var most = 0
        var done = 0
    }

    /// Work that waits until the gate lets it pass, and how much of it went on at once.
    private final class Gate: Sendable {
        private let counts = Mutex(Counts())
        let semaphore = DispatchSemaphore(value: 0)
        var seen: Counts { counts.withLock { $0 } }

        func pass() {
            counts.withLock { counts in
                counts.now += 1
                counts.most = max(counts.most, counts.now)
            }
            semaphore.wait()
            counts.withLock { counts in
                counts.now -= 1
                counts.done += 1
            }
        }
    }

    @Test func `two at a time, so many wait, and the next is refused at once`() async throws {
        let bulkhead = Bulkhead("test", width: 2, limit: 3)
        let gate = Gate()
        let taken = try await withThrowingTaskGroup(of: Problem?.self) { group in
            for _ in 0..<6 {
                group.addTask { () async throws -> Problem? in
                    do {
                        try await bulkhead.run { gate.pass() }
                        return nil
                    } catch let problem as Problem {
                        return problem
                    }
                }
            }
            // The first answer is the refusal: the others wait for the gate.
            let refusal = try #require(try await group.next() ?? nil)
            #expect(refusal.status.code == 503 && refusal.headers[.retryAfter] == "1")
            for _ in 0..<5 { gate.semaphore.signal() }
            return try await group.reduce(into: 0) { count, problem in count += problem == nil ? 1 : 0 }
        }
        #expect(taken == 5)
        #expect(gate.seen.most == 2 && gate.seen.done == 5 && gate.seen.now == 0)
    }
}
