import Domain
import Jobs
import Logging
import Postgres
import ServiceLifecycle
import Store
import Synchronization

/// Measures the queue from inside one process: who enqueues has connections of their own, as an API process would.
struct Measurement: Sendable {
    private static let batch = 1000

    let database: Database
    let workers: Database
    let slots: Int
    let logger: Logger

    /// Seconds from the first enqueue to the last job in the history, while one worker works.
    func drain(_ count: Int) async throws -> Double {
        let companies = try await companies()
        let each = count / companies.count
        let (ended, report) = AsyncStream.makeStream(of: Void.self)
        let nothing = JobHandler.on(.nothing) { _, _ in
            report.yield()
            return .done
        }
        return try await withWorker([nothing]) {
            try await seconds {
                for company in companies {
                    _ = try await database.withCompany(company, as: .worker) {
                        try await $0.enqueueAll(.nothing, Array(repeating: Pause(), count: each))
                    }
                }
                var iterator = ended.makeAsyncIterator()
                for _ in 0..<(each * companies.count) { _ = await iterator.next() }
                // The last of them are still on their way into the history.
                while try await !database.queueDepths().isEmpty { try await Task.sleep(for: .milliseconds(5)) }
            }
        }
    }

    /// Seconds to enqueue jobs that nobody does, in batches of a company each.
    func enqueue(_ count: Int) async throws -> Double {
        let companies = try await companies()
        return try await seconds {
            for number in 0..<(count / Self.batch) {
                _ = try await database.withCompany(companies[number % companies.count], as: .worker) {
                    try await $0.enqueueAll(.nothing, Array(repeating: Pause(), count: Self.batch))
                }
            }
        }
    }

    /// The median time in milliseconds from the commit of an enqueue to the start of its job on an idle worker.
    func wakeup(_ rounds: Int) async throws -> Double {
        let company = try await companies()[0]
        let (starts, report) = AsyncStream.makeStream(of: ContinuousClock.Instant.self)
        let handler = JobHandler.on(.nothing) { _, _ in
            report.yield(ContinuousClock().now)
            return .done
        }
        var times: [Double] = []
        try await withWorker([handler]) {
            var iterator = starts.makeAsyncIterator()
            for _ in 0..<rounds {
                // The worker falls asleep, as it would between two requests.
                try await Task.sleep(for: .milliseconds(500))
                _ = try await database.withCompany(company, as: .worker) { try await $0.enqueue(.nothing, Pause()) }
                let committed = ContinuousClock().now
                guard let start = await iterator.next() else { return }
                times.append((start - committed) / .milliseconds(1))
            }
        }
        return times.sorted()[times.count / 2]
    }

    private func companies() async throws -> [Company.ID] {
        try await database.withHosting { hosting in
            try await hosting.all("select id from app.companies order by id") { try $0.get("id") }
        }
    }

    private func seconds(_ body: () async throws -> Void) async throws -> Double {
        try await ContinuousClock().measure(body) / .seconds(1)
    }

    /// Runs `body` beside an idle worker.
    private func withWorker<Value: Sendable>(
        _ handlers: [JobHandler],
        _ body: () async throws -> Value
    ) async throws -> Value {
        let worker = JobWorker(
            database: workers,
            handlers: handlers,
            options: JobWorkerOptions(slots: slots),
            logger: logger
        )
        let services = ServiceGroup(services: [worker], logger: logger)
        let run = Task { try await services.run() }
        // Until it listens and has found nothing to do.
        try await Task.sleep(for: .seconds(2))
        let value = try await body()
        await services.triggerGracefulShutdown()
        try await run.value
        return value
    }
}
