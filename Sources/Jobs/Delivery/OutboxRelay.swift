import Domain
import Logging
import Store

/// Hands events on, company by company and in order: to the program's own consumers and to webhooks.
struct OutboxRelay: Sendable {
    /// Events of one transaction.
    private static let batch = 500

    let engine: DeliveryEngine
    let consumers: [EventConsumer]

    func run() async {
        await engine.poll("handing on events", alarm: engine.events) {
            let companies = try await engine.database.companiesWithEvents()
            for company in companies.shuffled() {
                do {
                    try await relay(company)
                } catch {
                    // One company's trouble is not the others'; the next look tries again.
                    let metadata: Logger.Metadata = ["company": "\(company)", "error": "\(JobVerdict.text(of: error))"]
                    engine.logger.warning("events could not be handed on", metadata: metadata)
                }
            }
            if !companies.isEmpty { engine.due.ring() }
            return !companies.isEmpty
        }
    }

    private func relay(_ company: Company.ID) async throws {
        let (count, isHeard) = try await engine.database.withCompany(company, as: .worker) { transaction in
            let events = try await transaction.lockEvents(limit: Self.batch)
            guard try await transaction.isHosted() else {
                try await transaction.dropEvents(events)
                return (events.count, false)
            }
            for consumer in consumers {
                let wanted = events.filter { consumer.types.contains($0.type) }
                if !wanted.isEmpty { try await consumer.take(wanted, transaction) }
            }
            let isLogged = try await transaction.logEvents(events)
            try await transaction.handOn(events)
            return (events.count, isLogged)
        }
        if isHeard { await engine.database.announceEvents(of: company) }
        DeliveryMetrics.handedOn(count, of: company)
    }
}
