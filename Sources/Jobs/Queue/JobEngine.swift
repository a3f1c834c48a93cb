import Domain
import FoundationEssentials
import Logging
import Store

/// What the loops of one worker share.
struct JobEngine: Sendable {
    let database: Database
    let options: JobWorkerOptions
    let logger: Logger
    let handlers: [String: JobHandler]
    /// A fresh id for every start of a process: leases of an earlier life are not ours.
    let worker = UUID()
    let clock = ContinuousClock()
    let desk: JobDesk
    let settlements = SettlementDesk()
    /// Rung when there may be work to claim.
    let work = Alarm()
    /// Rung when leases should be renewed at once, because somebody may have asked to cancel a job.
    let leases = Alarm()

    init(database: Database, handlers: [JobHandler], options: JobWorkerOptions, logger: Logger) {
        self.database = database
        self.options = options
        self.logger = logger
        self.handlers = Dictionary(uniqueKeysWithValues: handlers.map { ($0.declaration.name, $0) })
        desk = JobDesk(slots: options.slots)
    }

    /// Repeats a step until the task is cancelled or the condition fails. A step that fails is tried again, later and
    /// later.
    func forever(
        _ name: String,
        while condition: () async -> Bool = { true },
        _ step: () async throws -> Void
    ) async {
        var failures = 0
        while !Task.isCancelled, await condition() {
            do {
                try await step()
                failures = 0
            } catch {
                if Task.isCancelled { return }
                failures += 1
                let pause = Duration.milliseconds(100) * (1 << min(failures, 6))
                logger.warning("\(name) failed", metadata: ["error": "\(error)", "again_after": "\(pause)"])
                // Cancelled while asleep: the loop's condition ends it.
                try? await clock.sleep(for: pause)
            }
        }
    }
}
