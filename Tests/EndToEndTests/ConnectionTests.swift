import Foundation
import TestSupport
import Testing

/// What the API does with connections that are not what a good client makes of them.
@Suite struct ConnectionTests {
    @Test func `a client that goes away has its query cancelled, and the others do not notice`() async throws {
        let installation = try Installation()
        let shops = try TwoShops(installation)
        try await installation.start(["clientele-api"])
        let path = shops.tea.path("customers")
        _ = try await shops.tea.manager.get(path).expecting(200)

        // Somebody holds the table, so the request waits in the database.
        let holder = Process()
        holder.executableURL = URL(filePath: "/usr/bin/env")
        holder.arguments = [
            "psql", "-X", "-q", "-d", installation.database, "-c",
            "begin; lock table app.customers in access exclusive mode; select pg_sleep(60)",
        ]
        try holder.run()
        let waiting = """
            select count(*) from pg_stat_activity
            where datname = '\(installation.database)' and application_name = 'clientele-api' and wait_event_type = 'Lock'
            """
        try await eventually("the table is held") {
            try installation.server.psql(
                """
                select count(*) from pg_locks
                where mode = 'AccessExclusiveLock' and granted and relation = 'app.customers'::regclass
                """,
                on: installation.database
            ) == "1"
        }
        let client = try RawClient(port: installation.port)
        client.say("GET \(path) HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer \(shops.tea.manager.key)\r\n\r\n")
        try await eventually("the request waits") {
            try installation.server.psql(waiting, on: installation.database) == "1"
        }
        client.hangUp()
        try await eventually("its query is cancelled", within: .seconds(2)) {
            try installation.server.psql(waiting, on: installation.database) == "0"
        }
        try installation.server.psql(
            """
            select pg_terminate_backend(pid) from pg_stat_activity
            where query like 'begin; lock table%' and datname = current_database()
            """,
            on: installation.database
        )
        holder.waitUntilExit()
        _ = try await shops.tea.manager.get(path).expecting(200)
        try installation.remove()
    }

    @Test func `what is no HTTP, or too much of it, is answered with a problem and an end`() async throws {
        let installation = try Installation()
        try await installation.start(["clientele-api"])
        let wide = String(repeating: "x", count: 70 * 1024)
        let requests = [
            ("no request\r\n\r\n", "400", "http.malformed"),
            ("GET / HTTP/1.1\r\nHost: x\r\nX-Wide: \(wide)\r\n\r\n", "431", "headers.too_large"),
            ("GET /?q=\(wide.prefix(10_000)) HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", "414", "uri.too_long"),
            ("QUERY /v1/me/keys HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", "405", "method_not_allowed"),
        ]
        for (request, status, code) in requests {
            let client = try RawClient(port: installation.port)
            client.say(request)
            let answer = client.hear()
            #expect(answer.hasPrefix("HTTP/1.1 \(status) "), "\(answer.prefix(300))")
            #expect(answer.contains("application/problem+json"), "\(answer.prefix(300))")
            #expect(answer.contains("\"\(code)\""), "\(answer.prefix(300))")
        }
        try installation.remove()
    }

    @Test func `no secret and nothing that people wrote is in the log`() async throws {
        let installation = try Installation(environment: ["LOG_LEVEL": "trace"])
        let shops = try TwoShops(installation)
        try await installation.start(["clientele-api"])
        let canary = "kanarienvogel\(UInt32.random(in: 1_000_000...9_999_999))"
        let manager = shops.tea.manager
        let body: [String: Any] = ["name": canary, "note": canary, "email": "\(canary)@x.example", "code": canary]
        let id = try await manager.post(shops.tea.path("customers"), body).expecting(201)["id"].string ?? ""
        _ = try await manager.post(shops.tea.path("customers"), body).expecting(409)
        _ = try await manager.get(shops.tea.path("customers?q=\(canary)")).expecting(200)
        _ = try await manager.post(shops.tea.path("customers"), ["name": canary, canary: 1]).expecting(422)
        _ = try await manager.post(shops.tea.path("teams"), ["name": canary], ["Idempotency-Key": canary])
            .expecting(201)
        let secret = try await manager.post("/v1/me/keys", ["name": canary]).expecting(201)["secret"].string ?? ""
        _ = try await installation.api("clt_live_\(canary)").get(shops.tea.path("customers")).expecting(401)
        let log = try installation.daemon("clientele-api").output
        #expect(log.contains("createCustomer"))
        for hidden in [canary, id, secret, manager.key] { #expect(!hidden.isEmpty && !log.contains(hidden)) }
        let metrics = try await installation.metrics()
        for hidden in [canary, id, secret, manager.key] { #expect(!metrics.contains(hidden)) }
        try installation.remove()
    }
}
