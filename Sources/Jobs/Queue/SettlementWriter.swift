import Domain
import Logging
import Store

/// Writes how attempts ended, many of a company at a time.
struct SettlementWriter: Sendable {
    /// After this time the leases have ended, and somebody else has the jobs.
    private static let patience = Duration.seconds(75)

    /// Under load a writer waits this long between two writes, so that each writes more.
    private static let breath = Duration.milliseconds(2)

    let engine: JobEngine

    func run() async {
        while let (company, settlements) = await engine.settlements.take() {
            let start = engine.clock.now
            var pause = Duration.milliseconds(50)
            while await !write(settlements, of: company), engine.clock.now - start < Self.patience, !Task.isCancelled {
                // Cancelled while asleep: the loop's condition ends it.
                try? await engine.clock.sleep(for: pause)
                pause = min(pause * 2, .seconds(2))
            }
            // Leases were freed: what the caps held back may go on.
            engine.work.ring()
            if settlements.count > 1 {
                // Cancelled while asleep: what is left is still written, if there is time.
                try? await engine.clock.sleep(for: Self.breath)
            }
        }
    }

    private func write(_ settlements: [JobSettlement], of company: Company.ID) async -> Bool {
        do {
            let held = try await engine.database.withCompany(company, as: .worker) { try await $0.settle(settlements) }
            for settlement in settlements where !held.contains(settlement.lease.job) {
                engine.logger.warning("the end of a job came too late", metadata: ["job": "\(settlement.lease.job)"])
            }
            return true
        } catch {
            engine.logger.warning(
                "the ends of jobs could not be written",
                metadata: ["company": "\(company)", "count": "\(settlements.count)", "error": "\(error)"]
            )
            return false
        }
    }
}
