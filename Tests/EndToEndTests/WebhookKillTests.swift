import Foundation
import TestSupport
import Testing

@Suite struct WebhookKillTests {
    @Test func `no delivery is lost over workers that are killed`() async throws {
        let installation = try Installation()
        let shop = try TwoShops(installation).records
        try await installation.start(["clientele-api"])
        let receiver = try await WebhookReceiver()
        defer { receiver.stop() }
        let body: [String: Any] = ["url": receiver.url("/slow/kill"), "types": ["customer.created"]]
        let made = try await shop.manager.post(shop.path("webhooks"), body).expecting(201)
        try receiver.expect(try #require(made["secret"].string), at: "/slow/kill")
        for number in 1...12 {
            _ = try await shop.manager.post(shop.path("customers"), ["name": "Customer \(number)"]).expecting(201)
        }
        for round in 1...2 {
            try await installation.start(["clientele-worker"])
            try await eventually("round \(round) is under way", within: .seconds(60)) {
                try receiver.received(at: "/slow/kill").count >= round * 3
            }
            try installation.daemon("clientele-worker").kill()
            // As if the dead worker's lease had run out.
            try installation.server.psql(
                "update app.webhook_lines set lease_until = now() where worker is not null",
                on: installation.database
            )
        }
        try await installation.start(["clientele-worker"])
        try await eventually("every event has arrived", within: .seconds(60)) {
            try installation.server.psql(
                "select count(*) from app.webhook_deliveries where state = 'delivered'",
                on: installation.database
            ) == "12"
        }
        let messages = try receiver.received(at: "/slow/kill")
        #expect(Set(messages.map(\.id)).count == 12)
        #expect(messages.count >= 12 && messages.allSatisfy(\.verified))
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
}
