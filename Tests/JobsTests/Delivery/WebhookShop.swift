import Domain
import Foundation
import Logging
import Store
import TestSupport
import Testing

@testable import Jobs

/// A company with webhooks, and the means to see what became of them.
struct WebhookShop {
    static let key = "a key of more than thirty-two characters"
    static let vault = WebhookVault(key: key)

    let company: StaffedCompany

    init() async throws {
        company = try await Factory.company()
    }

    /// Registers a webhook at a path of the receiver.
    @discardableResult
    func webhook(
        _ receiver: WebhookReceiver,
        _ path: String,
        types: [EventType] = [.customerCreated],
        url: String? = nil
    ) async throws -> Webhook {
        let url = try #require(WebURL(url ?? receiver.url(path)))
        let draft = try WebhookDraft(url: url, description: "", types: types.map(\.rawValue))
        let made = try await database.withCompany(company.id, as: company.manager) {
            try await $0.insertWebhook(draft, vault: Self.vault)
        }
        try receiver.expect(made.secret.text, at: path)
        return made.webhook
    }

    /// Adds a customer.
    @discardableResult
    func addCustomer(_ name: String = "Someone") async throws -> Customer {
        try await database.withCompany(company.id, as: company.manager) {
            try await $0.insertCustomer(CustomerDraft(kind: .person, name: name))
        }
    }

    /// The deliveries of a webhook, the oldest first.
    func deliveries(_ webhook: Webhook) async throws -> [WebhookDelivery] {
        try await database.withCompany(company.id, as: company.manager) {
            try await $0.deliveries(to: webhook.id, state: nil, before: nil, limit: 200)
        }.reversed()
    }

    /// The attempts of a webhook's first delivery.
    func attempts(_ webhook: Webhook) async throws -> [WebhookAttempt] {
        guard let first = try await deliveries(webhook).first else { return [] }
        return try await database.withCompany(company.id, as: company.manager) {
            try await $0.delivery(first.id)?.attempts ?? []
        }
    }

    func reload(_ webhook: Webhook) async throws -> Webhook? {
        try await database.withCompany(company.id, as: company.manager) { try await $0.webhook(webhook.id) }
    }

    /// As if the time of everything that waits had come.
    func makeDue() throws {
        try testDatabase.psql(
            """
            update app.webhook_deliveries set next_at = now() where company_id = '\(company.id)' and state = 'waiting';
            update app.webhook_lines set due_at = now() where company_id = '\(company.id)';
            """
        )
    }
}

/// Runs a delivery service of the suite's database beside a test, as a worker process would, and lets it leave.
func withDeliveries<Value: Sendable>(
    client: WebhookClient = WebhookClient(
        networks: AllowedNetworks(named: [NetworkRange("127.0.0.0/8")].compactMap(\.self))
    ),
    _ test: () async throws -> Value
) async throws -> Value {
    var logger = Logger(label: "test deliveries")
    logger.logLevel = .critical
    let worker = try TestDatabase.open(testDatabase.name, "clientele_worker", 4)
    let service = DeliveryService(database: worker, vault: WebhookShop.vault, client: client, logger: logger)
    let leave = Gate()
    let running = Task { await service.work { await leave.pass() } }
    defer { leave.open() }
    do {
        let value = try await test()
        leave.open()
        await running.value
        await worker.close()
        return value
    } catch {
        leave.open()
        await running.value
        await worker.close()
        throw error
    }
}

/// Runs a test with a receiver of its own.
func withReceiver<Value>(_ test: (WebhookReceiver) async throws -> Value) async throws -> Value {
    let receiver = try await WebhookReceiver()
    defer { receiver.stop() }
    return try await test(receiver)
}
