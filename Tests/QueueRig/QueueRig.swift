import Domain
import Jobs
import Logging
import ServiceLifecycle
import Settings
import Store
import UnixSignals

import class Foundation.ProcessInfo

/// The queue as it is shipped, with kinds of jobs that can be counted, for `scripts/soak-queue` and
/// `scripts/bench-queue`:
///
///     queue-rig work                  a worker, until SIGTERM
///     queue-rig drain JOBS            enqueues and does this many jobs of all companies; prints the seconds
///     queue-rig enqueue JOBS          enqueues this many in batches of 1,000; prints the seconds
///     queue-rig wakeup ROUNDS         prints the median milliseconds from a commit to the start of its job
///
/// Is told its databases and slots as `clientele-worker` is.
@main
enum QueueRig {
    static func main() async throws {
        let arguments = ProcessInfo.processInfo.arguments.dropFirst()
        let count = arguments.dropFirst().first.flatMap { Int($0) } ?? 0
        switch arguments.first {
        case "work": try await work()
        case "drain": print(try await measure { try await $0.drain(count) })
        case "enqueue": print(try await measure { try await $0.enqueue(count) })
        case "wakeup": print(try await measure { try await $0.wakeup(count) })
        default: fatalError("usage: queue-rig work | drain JOBS | enqueue JOBS | wakeup ROUNDS")
        }
    }

    private static func work() async throws {
        let settings = try WorkerSettings(await SettingsReader())
        let (database, logger) = (try open(settings), logger)
        let worker = JobWorker(
            database: database,
            handlers: RigJobs.handlers,
            options: JobWorkerOptions(slots: settings.slots),
            logger: logger
        )
        try await ServiceGroup(services: [worker], gracefulShutdownSignals: [.sigterm], logger: logger).run()
        await database.close()
    }

    private static func measure<Value: Sendable>(
        _ body: @Sendable (Measurement) async throws -> Value
    ) async throws -> Value {
        let settings = try WorkerSettings(await SettingsReader())
        let (ours, worker) = (try open(settings), try open(settings))
        defer { Task { await ours.close() } }
        return try await body(Measurement(database: ours, workers: worker, slots: settings.slots, logger: logger))
    }

    private static var logger: Logger {
        var logger = Logger(label: "queue-rig")
        logger.logLevel = .error
        return logger
    }

    private static func open(_ settings: WorkerSettings) throws -> Database {
        let access = DatabaseSettings(
            company: .init(address: settings.daemon.databaseURL, connections: settings.daemon.poolSize),
            hosting: .init(address: settings.daemon.hostingURL, connections: 2),
            applicationName: "queue-rig"
        )
        return try Database(access, logger: logger)
    }
}
