import Domain
public import Logging
public import ServiceLifecycle
public import Store

/// Hands on what happens in the companies: events to the program's own consumers, and webhooks to integrators.
///
/// On a graceful shutdown it begins nothing more and finishes what is on its way, at most 25 s. When its task is
/// cancelled it ends at once; what was on its way is sent again by others.
public struct DeliveryService: Service {
    private let engine: DeliveryEngine
    private let relay: OutboxRelay
    private let sender: WebhookSender?

    /// A service for all companies.
    ///
    /// - Parameters:
    ///   - webhookKey: opens the secrets of webhooks; without one nothing is sent.
    ///   - networks: where webhooks may be sent to besides the public internet, in CIDR notation.
    public init(database: Database, webhookKey: String?, networks: [String], logger: Logger) {
        let client = WebhookClient(networks: AllowedNetworks(named: networks.compactMap(NetworkRange.init)))
        self.init(database: database, vault: webhookKey.map(WebhookVault.init(key:)), client: client, logger: logger)
    }

    init(database: Database, vault: WebhookVault?, client: WebhookClient, logger: Logger) {
        let engine = DeliveryEngine(database: database, logger: logger)
        self.engine = engine
        relay = OutboxRelay(engine: engine, consumers: EventConsumer.all)
        sender = vault.map { WebhookSender(engine: engine, client: client, vault: $0) }
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
            group.addTask { await relay.run() }
            group.addTask { await engine.dropOldLog() }
            if let sender { group.addTask { await sender.run() } }
            group.addTask {
                await asked()
                engine.close()
            }
        }
    }
}
