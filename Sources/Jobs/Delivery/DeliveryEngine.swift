import Domain
import FoundationEssentials
import Logging
import Store
import Synchronization

/// What the loops of delivery share.
final class DeliveryEngine: Sendable {
    /// Months of the delivery log that are kept besides the running one.
    private static let keptMonths = 3

    let database: Database
    let logger: Logger
    /// A fresh id for every start of a process: leases of an earlier life are not ours.
    let worker = UUID()
    /// Rung when there may be something to send.
    let due = Alarm()
    /// Rung when there may be events.
    let events = Alarm()

    private let housekeeping = Alarm()
    private let isClosed = Atomic(false)

    init(database: Database, logger: Logger) {
        self.database = database
        self.logger = logger
    }

    /// Whether anything new may be begun.
    var isOpen: Bool { !isClosed.load(ordering: .relaxed) }

    /// Ends the loops after their present step.
    func close() {
        isClosed.store(true, ordering: .relaxed)
        due.ring()
        events.ring()
        housekeeping.ring()
    }

    /// Drops old months of the delivery log, now and every few hours.
    func dropOldLog() async {
        await poll("dropping the old delivery log", alarm: housekeeping, longest: .seconds(6 * 3600)) {
            try await database.dropWebhookLog(keepMonths: Self.keptMonths)
            return false
        }
    }

    /// Repeats a step: at once while it finds something to do, then later and later.
    func poll(
        _ name: String,
        alarm: Alarm,
        longest: Duration = .seconds(2),
        _ step: () async throws -> Bool
    ) async {
        var quiet = 0
        while !Task.isCancelled, isOpen {
            do {
                quiet = try await step() ? 0 : quiet + 1
            } catch {
                if Task.isCancelled { return }
                quiet = max(quiet + 1, 3)
                logger.warning("\(name) failed", metadata: ["error": "\(JobVerdict.text(of: error))"])
            }
            let pause = Duration.milliseconds(25) * (1 << min(quiet, 20))
            if await alarm.sleep(atMost: min(pause, longest)) { quiet = 0 }
        }
    }
}

/// The lines that this process is sending from.
final class BusyLines: Sendable {
    private let lines = Mutex(Set<WebhookLine>())

    /// Notes a line, unless it is noted already or there are as many as may be.
    func add(_ line: WebhookLine, most: Int) -> Bool {
        lines.withLock { $0.count < most && $0.insert(line).inserted }
    }

    func remove(_ line: WebhookLine) {
        lines.withLock { _ = $0.remove(line) }
    }
}
