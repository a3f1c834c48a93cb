import Domain
import Logging
import Store

/// Seals what happened in each company, every minute. Every worker does; the database lets one at a time lengthen a chain.
struct AuditSealer: Sendable {
    /// From one look to the next.
    static let interval = Duration.seconds(60)

    let engine: JobEngine

    func run() async {
        await engine.forever("sealing the audit") {
            for company in try await engine.database.companiesWithUnsealedAudit() {
                try await seal(company)
            }
            try await engine.clock.sleep(for: Self.interval)
        }
    }

    /// Says where the chain ends now, so that the log keeps a copy outside the database.
    private func seal(_ company: Company.ID) async throws {
        let head = try await engine.database.withCompany(company, as: .worker) { try await $0.sealAudit() }
        guard let head else { return }
        engine.logger.info(
            "sealed the audit",
            metadata: ["company": "\(company)", "seal": "\(head.number)", "hash": "\(head.hash)"]
        )
    }
}
