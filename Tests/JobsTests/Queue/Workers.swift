import Domain
import Logging
import Store
import Synchronization
import TestSupport

@testable import Jobs

/// A payload for tests.
struct Note: Codable, Sendable, Hashable {
    var text = ""
}

extension JobKind where Payload == Note {
    /// A kind that no other test knows, so that no other test's worker takes its jobs.
    static func fresh(
        perCompany: Int? = nil,
        queue: JobQueue = .standard,
        priority: JobPriority = .normal,
        retry: RetryPolicy = RetryPolicy(maxAttempts: 3, base: .zero),
        timeLimit: Duration = .seconds(3600),
        uniqueKey: @escaping @Sendable (Note) -> String? = { _ in nil }
    ) -> JobKind {
        JobKind(
            "tests.\(Factory.word())",
            queue: queue,
            priority: priority,
            perCompany: perCompany,
            retry: retry,
            timeLimit: timeLimit,
            uniqueKey: uniqueKey
        )
    }
}

/// Opens once; whoever waits then goes on.
final class Gate: Sendable {
    private let state = Mutex((isOpen: false, waiters: [CheckedContinuation<Void, Never>]()))

    func open() {
        let waiters = state.withLock { state in
            defer { state = (true, []) }
            return state.waiters
        }
        for waiter in waiters { waiter.resume() }
    }

    func pass() async {
        await withCheckedContinuation { continuation in
            let isOpen = state.withLock { state in
                if !state.isOpen { state.waiters.append(continuation) }
                return state.isOpen
            }
            if isOpen { continuation.resume() }
        }
    }
}

/// Counts.
final class Tally: Sendable {
    private let state = Mutex((count: 0, most: 0))

    var count: Int { state.withLock(\.count) }
    var most: Int { state.withLock(\.most) }

    @discardableResult func up() -> Int {
        state.withLock { state in
            state.count += 1
            state.most = max(state.most, state.count)
            return state.count
        }
    }

    func down() {
        state.withLock { $0.count -= 1 }
    }
}

/// Remembers what happened, in order.
final class Journal: Sendable {
    private let state = Mutex([String]())

    var lines: [String] { state.withLock { $0 } }

    @discardableResult func write(_ line: String) -> JobOutcome {
        state.withLock { $0.append(line) }
        return .done
    }
}

/// Runs workers of the suite's database beside a test, each as a process of its own would, and lets them leave.
func withWorkers<Value: Sendable>(
    workers count: Int = 1,
    slots: Int = 8,
    drain: Duration = .seconds(5),
    _ handlers: [JobHandler],
    _ test: @escaping @Sendable () async throws -> Value
) async throws -> Value {
    var logger = Logger(label: "test worker")
    logger.logLevel = .critical
    let quiet = logger
    let workers = try (0..<count).map { _ in
        let database = try TestDatabase.open(testDatabase.name, "clientele_worker", 4)
        let options = JobWorkerOptions(slots: slots, drain: drain)
        return (JobWorker(database: database, handlers: handlers, options: options, logger: quiet), database)
    }
    let leave = Gate()
    return try await withThrowingTaskGroup(of: Void.self) { group in
        for (worker, database) in workers {
            group.addTask {
                await worker.work { await leave.pass() }
                await database.close()
            }
        }
        let result = await Result { try await test() }
        leave.open()
        try await group.waitForAll()
        return try result.get()
    }
}

extension Result where Failure == any Error {
    fileprivate init(_ body: () async throws -> Success) async {
        do { self = .success(try await body()) } catch { self = .failure(error) }
    }
}

/// Waits for what a worker does; long, because tests share a small machine.
func soon(_ what: String, _ condition: () async throws -> Bool) async throws {
    try await eventually(what, within: .seconds(60), condition)
}

/// Waits until a job is in a state.
func wait(for id: Job.ID, of company: Company.ID, toBe state: Job.State) async throws {
    try await soon("the job is \(state)") {
        try await database.withCompany(company, as: .operator) { try await $0.job(id) }?.state == state
    }
}

/// How many jobs of a kind there are in a state.
func count(_ kind: String, _ state: Job.State, of company: Company.ID) async throws -> Int {
    try await database.withCompany(company, as: .operator) { try await $0.jobs(state: state, kind: kind, limit: 1000) }
        .count
}
