import Domain
import Foundation
import Store
import TestSupport
import Testing

@testable import Jobs

@Suite(.ownDatabase) struct WebhookTests {
    @Test func `what happens in a company reaches its webhook, signed, and no other company's`() async throws {
        try await withReceiver { receiver in
            let (ours, theirs) = (try await WebhookShop(), try await WebhookShop())
            let webhook = try await ours.webhook(receiver, "/ok/ours")
            try await theirs.webhook(receiver, "/ok/theirs")
            try await ours.addCustomer()
            try await withDeliveries {
                try await soon("it arrives") { try await ours.deliveries(webhook).first?.state == .delivered }
            }
            let messages = try receiver.received(at: "/ok/ours")
            #expect(messages.map(\.body.type) == ["customer.created"])
            #expect(messages.allSatisfy { $0.verified && $0.signatures == 1 })
            #expect(try await messages.map(\.id) == ours.deliveries(webhook).map(\.event.description))
            #expect(try receiver.received(at: "/ok/theirs").isEmpty)
            let attempt = try #require(try await ours.attempts(webhook).first)
            #expect(attempt.outcome == .delivered && attempt.status == 204 && attempt.address == "127.0.0.1")
            #expect(attempt.requestHead.contains("webhook-signature: v1,"))
            #expect(attempt.responseHead?.hasPrefix("HTTP/1.1 204") == true)
        }
    }

    @Test func `a receiver that fails is tried ten times and then given up`() async throws {
        try await withReceiver { receiver in
            let shop = try await WebhookShop()
            let webhook = try await shop.webhook(receiver, "/fail")
            try await shop.addCustomer()
            try await withDeliveries {
                for attempt in 1...10 {
                    try await soon("attempt \(attempt)") {
                        try await shop.deliveries(webhook).first.map { $0.attempts >= attempt } ?? false
                    }
                    guard attempt < 10 else { break }
                    let waiting = try #require(try await shop.deliveries(webhook).first)
                    guard waiting.attempts == attempt else { continue }
                    let wait = try #require(waiting.nextAt).timeIntervalSince(Date())
                    #expect(waiting.state == .waiting)
                    #expect(wait <= WebhookRetry.waits[attempt - 1] / .seconds(1) * 1.1 + 1)
                    if attempt > 1 { #expect(wait > WebhookRetry.waits[attempt - 1] / .seconds(1) - 30) }
                    try shop.makeDue()
                }
            }
            #expect(try await shop.deliveries(webhook).first?.state == .failed)
            #expect(try await shop.attempts(webhook).map(\.number) == Array(1...10))
            #expect(try await shop.attempts(webhook).allSatisfy { $0.outcome == .refused && $0.status == 503 })
            #expect(Set(try receiver.received(at: "/fail").map(\.id)).count == 1)
        }
    }

    @Test func `a receiver that hangs or drips is left in time and holds nobody up`() async throws {
        try await withReceiver { receiver in
            let shop = try await WebhookShop()
            let hanging = try await shop.webhook(receiver, "/hang")
            let dripping = try await shop.webhook(receiver, "/drip")
            let slow = try await shop.webhook(receiver, "/slow")
            let quick = try await shop.webhook(receiver, "/ok/quick")
            for _ in 1...4 { try await shop.addCustomer() }
            var client = WebhookClient(networks: AllowedNetworks(named: [try #require(NetworkRange("127.0.0.1"))]))
            client.timeLimit = .seconds(4)
            try await withDeliveries(client: client) {
                try await soon("the quick one has all") {
                    try await shop.deliveries(quick).count { $0.state == .delivered } == 4
                }
                #expect(try await shop.attempts(hanging).isEmpty, "it still hangs")
                try await soon("the others are settled") {
                    let ends = [try await shop.attempts(hanging).first, try await shop.attempts(dripping).first]
                    let slowly = try await shop.deliveries(slow)
                    return ends.allSatisfy { $0?.outcome == .timeout } && slowly.contains { $0.state == .delivered }
                }
            }
            #expect(try await shop.deliveries(hanging).allSatisfy { $0.state == .waiting })
        }
    }

    @Test func `a redirect is a failure and is not followed`() async throws {
        try await withReceiver { receiver in
            let shop = try await WebhookShop()
            let webhook = try await shop.webhook(receiver, "/redirect")
            try await shop.addCustomer()
            try await withDeliveries {
                try await soon("it is tried") { try await shop.attempts(webhook).first?.outcome == .redirected }
            }
            #expect(try await shop.attempts(webhook).first?.responseHead?.contains("location: /ok/redirected") == true)
            #expect(try receiver.received(at: "/ok/redirected").isEmpty)
        }
    }

    @Test func `of an answer of 1 GB no more than 100 kB are read`() async throws {
        try await withReceiver { receiver in
            let shop = try await WebhookShop()
            let webhook = try await shop.webhook(receiver, "/huge")
            try await shop.addCustomer()
            try await withDeliveries {
                try await soon("it is tried") { try await shop.attempts(webhook).count == 1 }
            }
            let attempt = try #require(try await shop.attempts(webhook).first)
            #expect(attempt.outcome == .delivered && attempt.responseBytes == 100_000)
            try await soon("the receiver was cut off") { receiver.note("poured") != nil }
            let poured = try #require(receiver.note("poured").flatMap { Int($0) })
            #expect(poured < 50_000_000)
        }
    }

    @Test func `410 disables a webhook, and the others are told`() async throws {
        try await withReceiver { receiver in
            let shop = try await WebhookShop()
            let gone = try await shop.webhook(receiver, "/gone")
            try await shop.webhook(receiver, "/ok/notices", types: [.webhookDisabled])
            try await shop.addCustomer()
            try await withDeliveries {
                try await soon("the notice arrives") { try !receiver.received(at: "/ok/notices").isEmpty }
            }
            #expect(try await shop.reload(gone)?.disabledReason == .gone)
            #expect(try receiver.received(at: "/gone").count == 1)
        }
    }

    @Test func `a webhook that accepts nothing for three days is disabled, and what comes later is kept`() async throws
    {
        try await withReceiver { receiver in
            let shop = try await WebhookShop()
            let webhook = try await shop.webhook(receiver, "/held/failing")
            try await shop.addCustomer()
            try testDatabase.psql(
                """
                update app.webhook_lines set failures = 30, failing_since = now() - interval '73 hours'
                where webhook_id = '\(webhook.id)'
                """
            )
            try await withDeliveries {
                try await soon("it is disabled") { try await shop.reload(webhook)?.disabledReason == .failing }
                try await shop.addCustomer()
                try await soon("the later event is kept") {
                    try await shop.deliveries(webhook).map(\.state) == [.waiting, .skipped]
                }
                try receiver.open()
                let disabled = try #require(try await shop.reload(webhook))
                let draft = try WebhookDraft(url: disabled.url, description: "", types: disabled.types)
                try await database.withCompany(shop.company.id, as: shop.company.manager) { transaction in
                    _ = try await transaction.changeWebhook(
                        webhook.id,
                        to: draft,
                        enabled: true,
                        expecting: disabled.version
                    )
                    _ = try await transaction.replay(
                        to: webhook.id,
                        from: Date(timeIntervalSinceNow: -3600),
                        until: Date(timeIntervalSinceNow: 3600),
                        alsoDelivered: false
                    )
                }
                try shop.makeDue()
                try await soon("nothing is lost") {
                    try await shop.deliveries(webhook).allSatisfy { $0.state == .delivered }
                }
            }
        }
    }
}
