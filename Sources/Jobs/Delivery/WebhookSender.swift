import Domain
import FoundationEssentials
import Logging
import Store

/// Sends due deliveries, one turn a webhook at a time, many webhooks at once.
struct WebhookSender: Sendable {
    /// Webhooks that one process sends to at once.
    private static let turns = 64
    /// Deliveries of one turn, while all is well.
    private static let mostAtOnce = 64

    let engine: DeliveryEngine
    let client: WebhookClient
    let vault: WebhookVault

    /// Runs until the engine closes, and until what is under way has ended.
    func run() async {
        let busy = BusyLines()
        await withDiscardingTaskGroup { group in
            await engine.poll("sending webhooks", alarm: engine.due) {
                let lines = try await engine.database.dueWebhookLines(limit: Self.turns * 2)
                var begun = false
                for line in lines where busy.add(line, most: Self.turns) {
                    begun = true
                    group.addTask {
                        await turn(line)
                        busy.remove(line)
                        engine.due.ring()
                    }
                }
                return begun
            }
        }
    }

    private func turn(_ line: WebhookLine) async {
        do {
            let taken = try await engine.database.withCompany(line.company, as: .worker) {
                try await $0.takeLine(of: line.webhook, worker: engine.worker, most: Self.most(failures:))
            }
            guard let turn = taken else { return }
            let secrets = turn.sealedSecrets.compactMap { vault.open($0, of: line.webhook, in: line.company) }
            guard !secrets.isEmpty else { return try await disable(line) }
            let results = try await client.send(turn, secrets: secrets) { engine.isOpen }
            for result in results { DeliveryMetrics.sent(result.attempt.outcome, of: line.company) }
            let isKept = try await engine.database.withCompany(line.company, as: .worker) {
                try await $0.settle(results, of: line.webhook, worker: engine.worker)
            }
            if !isKept { engine.logger.warning("a turn of a webhook came too late", metadata: line.metadata) }
        } catch {
            // The lease runs out, and the deliveries are sent again.
            var metadata = line.metadata
            metadata["error"] = "\(JobVerdict.text(of: error))"
            engine.logger.warning("a turn of a webhook failed", metadata: metadata)
        }
    }

    private func disable(_ line: WebhookLine) async throws {
        engine.logger.error("the secrets of a webhook cannot be read with this WEBHOOK_KEY", metadata: line.metadata)
        try await engine.database.withCompany(line.company, as: .worker) {
            try await $0.disable(line.webhook, .unreadable)
        }
    }
}

extension WebhookSender {
    /// A webhook that refuses is not flooded: half as many with each failure in a row.
    private static func most(failures: Int) -> Int {
        max(1, mostAtOnce >> min(failures, 6))
    }
}

extension WebhookLine {
    var metadata: Logger.Metadata { ["company": "\(company)", "webhook": "\(webhook)"] }
}
