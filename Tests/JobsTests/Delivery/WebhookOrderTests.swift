import Domain
import Foundation
import Store
import TestSupport
import Testing

@testable import Jobs

@Suite(.ownDatabase) struct WebhookOrderTests {
    @Test func `events about one customer arrive in order, over failures and many workers`() async throws {
        try await withReceiver { receiver in
            let shop = try await WebhookShop()
            let webhook = try await shop.webhook(
                receiver,
                "/flaky",
                types: [.customerCreated, .customerChanged, .customerArchived]
            )
            var customers: [Customer] = []
            for _ in 1...3 { customers.append(try await shop.addCustomer()) }
            for customer in customers {
                try await database.withCompany(shop.company.id, as: shop.company.manager) { transaction in
                    var version = customer.version
                    for name in ["One", "Two"] {
                        version = try await transaction.changeCustomer(
                            customer.id,
                            CustomerDraft(name: name),
                            expecting: version
                        ).version
                    }
                    _ = try await transaction.archiveCustomer(customer.id)
                }
            }
            try await withDeliveries {
                try await withDeliveries {
                    try await soon("all arrive") {
                        try shop.makeDue()
                        let deliveries = try await shop.deliveries(webhook)
                        return deliveries.count == 12 && deliveries.allSatisfy { $0.state == .delivered }
                    }
                }
            }
            let accepted = try receiver.received(at: "/flaky").filter(\.accepted)
            let subjects = try testDatabase.psql(
                "select event_id || ' ' || subject_id from app.webhook_deliveries order by event_id"
            ).split(separator: "\n").map { $0.split(separator: " ").map(String.init) }
            let subjectOf = Dictionary(uniqueKeysWithValues: subjects.map { ($0[0], $0[1]) })
            for customer in customers {
                let types = accepted.filter { subjectOf[$0.id] == customer.id.description }.map(\.body.type)
                let expected = ["customer.created", "customer.changed", "customer.changed", "customer.archived"]
                #expect(types == expected)
            }
        }
    }

    @Test func `while a secret is replaced both sign`() async throws {
        try await withReceiver { receiver in
            let shop = try await WebhookShop()
            let webhook = try await shop.webhook(receiver, "/ok/rotated")
            try await shop.addCustomer()
            let made = try await database.withCompany(shop.company.id, as: shop.company.manager) {
                try await $0.rotateSecret(of: webhook.id, vault: WebhookShop.vault)
            }
            try await withDeliveries {
                try await soon("the first arrives") { try receiver.received(at: "/ok/rotated").count == 1 }
                try receiver.expect(try #require(made).secret.text, at: "/ok/rotated")
                try await shop.addCustomer()
                try await soon("the second arrives") { try receiver.received(at: "/ok/rotated").count == 2 }
                try testDatabase.psql("update app.webhook_secrets set expires_at = now() where expires_at is not null")
                try await shop.addCustomer()
                try await soon("the third arrives") { try receiver.received(at: "/ok/rotated").count == 3 }
            }
            let messages = try receiver.received(at: "/ok/rotated")
            #expect(messages.map(\.verified) == [true, true, true])
            #expect(messages.map(\.signatures) == [2, 2, 1])
        }
    }

    @Test func `a test is sent, and a delivery is sent again under the same id`() async throws {
        try await withReceiver { receiver in
            let shop = try await WebhookShop()
            let webhook = try await shop.webhook(receiver, "/ok/again")
            try await withDeliveries {
                let test = try await database.withCompany(shop.company.id, as: shop.company.manager) {
                    try await $0.testWebhook(webhook.id)
                }
                try await soon("it arrives") { try await shop.deliveries(webhook).first?.state == .delivered }
                _ = try await database.withCompany(shop.company.id, as: shop.company.manager) {
                    try await $0.replay(try #require(test).id)
                }
                try await soon("it arrives again") { try receiver.received(at: "/ok/again").count == 2 }
            }
            let messages = try receiver.received(at: "/ok/again")
            #expect(Set(messages.map(\.id)).count == 1)
            #expect(messages.allSatisfy { $0.verified && $0.body.type == "webhook.test" })
        }
    }
}
