import Domain
public import Logging
public import ServiceLifecycle
public import Store

/// A worker: claims jobs of all companies in turn, does them and writes how they ended, until it is asked to leave.
///
/// On a graceful shutdown it claims nothing more, finishes what it can within `JobWorkerOptions.drain` and gives the
/// rest back without counting the attempt. When its task is cancelled it ends at once; its leases then run out.
public struct JobWorker: Service {
    private static let writers = 3

    private let engine: JobEngine

    /// A worker for the given kinds of jobs. Jobs of other kinds are left to others.
    public init(
        database: Database,
        handlers: [JobHandler] = JobList.all,
        options: JobWorkerOptions = JobWorkerOptions(),
        logger: Logger
    ) {
        engine = JobEngine(database: database, handlers: handlers, options: options, logger: logger)
    }

    /// Works until a graceful shutdown or until the task is cancelled.
    public func run() async throws {
        await work {
            // Cancelled instead of asked to leave: then there is no time to finish anything.
            try? await gracefulShutdown()
        }
        try Task.checkCancellation()
    }

    /// Works until `asked` returns, then leaves in good order.
    func work(until asked: @escaping @Sendable () async -> Void) async {
        await withDiscardingTaskGroup { group in
            group.addTask { await work() }
            group.addTask {
                await asked()
                await leave()
            }
        }
    }

    private func work() async {
        let engine = engine
        await withTaskGroup { background in
            background.addTask { await LeaseKeeper(engine: engine).run() }
            background.addTask { await Reaper(engine: engine).run() }
            background.addTask { await ScheduleLoop(engine: engine).run() }
            background.addTask { await AuditSealer(engine: engine).run() }
            background.addTask { await Housekeeper(engine: engine).keepPartitions() }
            background.addTask { await Housekeeper(engine: engine).forgetSignIns() }
            background.addTask { await Housekeeper(engine: engine).followSchedules() }
            background.addTask { await Housekeeper(engine: engine).measure() }
            background.addTask { await JobListener(engine: engine).run() }
            await withDiscardingTaskGroup { writers in
                for _ in 0..<Self.writers { writers.addTask { await SettlementWriter(engine: engine).run() } }
                await withDiscardingTaskGroup { runners in
                    runners.addTask { await ClaimLoop(engine: engine).run() }
                    for _ in 0..<engine.options.slots { runners.addTask { await JobRunner(engine: engine).run() } }
                }
                await engine.settlements.close()
            }
            background.cancelAll()
        }
    }

    /// Claims nothing more; whatever has not ended in time is stopped and given back.
    private func leave() async {
        for record in await engine.desk.close() { await engine.giveBack(record) }
        engine.work.ring()
        let deadline = engine.clock.now + engine.options.drain
        while await !engine.desk.records.isEmpty, engine.clock.now < deadline, !Task.isCancelled {
            // Cancelled while asleep: the loop's condition ends it.
            try? await engine.clock.sleep(for: .milliseconds(20))
        }
        for record in await engine.desk.records { record.stop(.leaving) }
    }
}
