import Foundation
import TestSupport
import Testing

/// With FORM=long, as in `make soak`: more events, more kills, and the leases of the dead run out by themselves.
@Suite struct WebhookKillTests {
    private let isLong = ProcessInfo.processInfo.environment["FORM"] == "long"

    @Test func `no delivery is lost over workers that are killed`() async throws {
        let (events, kills) = isLong ? (200, 10) : (12, 2)
        let installation = try Installation()
        let shop = try TwoShops(installation).records
        try await installation.start(["clientele-api"])
        let receiver = try await WebhookReceiver()
        defer { receiver.stop() }
        let body: [String: Any] = ["url": receiver.url("/slow/kill"), "types": ["customer.created"]]
        let made = try await shop.manager.post(shop.path("webhooks"), body).expecting(201)
        try receiver.expect(try #require(made["secret"].string), at: "/slow/kill")
        for number in 1...events {
            _ = try await shop.manager.post(shop.path("customers"), ["name": "Customer \(number)"]).expecting(201)
        }
        for round in 1...kills {
            try await installation.start(["clientele-worker"])
            try await eventually("round \(round) is under way", within: .seconds(120)) {
                try receiver.received(at: "/slow/kill").count >= round * events / (2 * kills)
            }
            try installation.daemon("clientele-worker").kill()
            if !isLong { try expireLeases(installation) }
        }
        try await installation.start(["clientele-worker"])
        try await eventually("every event has arrived", within: .seconds(isLong ? 600 : 60)) {
            try installation.server.psql(
                "select count(*) from app.webhook_deliveries where state = 'delivered'",
                on: installation.database
            ) == String(events)
        }
        let messages = try receiver.received(at: "/slow/kill")
        #expect(Set(messages.map(\.id)).count == events)
        #expect(messages.count >= events && messages.allSatisfy(\.verified))
        #expect(try installation.server.psql("select count(*) from app.outbox", on: installation.database) == "0")
        let path = shop.path("webhooks/\(try #require(made["webhook"]["id"].string))/deliveries")
        let log = try await shop.manager.get(path).expecting(200)
        #expect(log["items"].array.allSatisfy { $0["state"].string == "delivered" })
        _ = try await shop.agent.get(path).expecting(403)
        #expect(
            installation.environment["WEBHOOK_KEY"].map {
                try? installation.daemon("clientele-worker").output.contains($0)
            } == false
        )
        try installation.remove()
    }

    /// As if the leases of dead workers had run out.
    private func expireLeases(_ installation: Installation) throws {
        try installation.server.psql(
            "update app.webhook_lines set lease_until = now() where worker is not null",
            on: installation.database
        )
    }
}
