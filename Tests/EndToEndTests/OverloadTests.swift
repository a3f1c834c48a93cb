import Foundation
import TestSupport
import Testing

/// What becomes of good clients beside those who ask too much, or too slowly. `scripts/soak-overload` measures it.
@Suite struct OverloadTests {
    private static let unlimited = ["QUOTA_KEY": "10000000", "QUOTA_COMPANY": "10000000"]

    private static func get(_ path: String, _ key: String = "") -> String {
        "GET \(path) HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer \(key)\r\n\r\n"
    }

    @Test func `whoever comes beyond what it can do is refused, the others are served, and it lives`() async throws {
        let installation = try Installation(environment: Self.unlimited.merging(["DATABASE_POOL_SIZE": "1"]) { $1 })
        let shop = try TwoShops(installation).tea
        try await installation.start(["clientele-api"])
        let (path, key) = (shop.path("customers"), shop.manager.key)
        let adminPort = try #require(installation.environment["ADMIN_PORT"].flatMap { Int($0) })
        // One connection: two are worked on, six wait, the rest is too much.
        let load = Load(clients: 64, ports: [installation.port]) { _, _ in Self.get(path, key) }
        let life = Load(clients: 1, ports: [adminPort]) { _, _ in Self.get("/livez") }
        try await load.goOn(for: 2000)
        try await life.goOn(for: 10)
        let (answers, lives) = (try await load.end(), try await life.end())
        #expect(answers.failures == [] && lives.failures == [])
        #expect(Set(answers.statuses.keys) == [200, 503], "\(answers.statuses)")
        #expect(Set(lives.statuses.keys) == [200])
        #expect(try await installation.metrics().contains("http_requests_refused{line=\"work\"}"))
        let log = try installation.daemon("clientele-api").output
        #expect(log.contains("\"overloaded\"") && !log.contains("\"status\":\"503\""))
        _ = try await shop.manager.get(path).expecting(200)
        try installation.remove()
    }

    @Test func `clients that drip a head are shown the door, and nobody waits for them`() async throws {
        let installation = try Installation()
        let shop = try TwoShops(installation).tea
        try await installation.start(["clientele-api"])
        let (path, key) = (shop.path("customers"), shop.manager.key)
        let slow = try (0..<40).map { _ in try RawClient(port: installation.port) }
        for client in slow { client.say("GET \(path) HTTP/1.1\r\nHost: x\r\nX-Slow: ") }
        let load = Load(clients: 2, ports: [installation.port]) { _, _ in Self.get(path, key) }
        // A byte now and then does not help them.
        try await eventually("they are closed", within: .seconds(25)) {
            for client in slow { client.say("x") }
            return slow.allSatisfy { $0.isClosed }
        }
        let answers = try await load.end()
        #expect(answers.failures == [] && Set(answers.statuses.keys) == [200])
        try installation.remove()
    }
}
