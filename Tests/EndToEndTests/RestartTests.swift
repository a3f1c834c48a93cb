import Foundation
import TestSupport
import Testing

/// Restarts while clients ask. With FORM=long, as in `make soak`, many of them.
@Suite struct RestartTests {
    private let isLong = ProcessInfo.processInfo.environment["FORM"] == "long"
    private static let unlimited = ["QUOTA_KEY": "10000000", "QUOTA_COMPANY": "10000000"]

    /// One of several API processes of an installation.
    private final class Process {
        let port = FreePort.find()
        let adminPort = FreePort.find()
        private let installation: Installation
        private var daemon: Daemon?

        init(of installation: Installation) {
            self.installation = installation
        }

        // A test that failed before its end leaves nothing running.
        deinit { daemon?.kill() }

        func start() async throws {
            let ports = ["HTTP_PORT": String(port), "ADMIN_PORT": String(adminPort)]
            let daemon = try Daemon(
                [Installation.executable("clientele-api")],
                environment: installation.environment.merging(ports) { $1 },
                log: URL(filePath: installation.path("api-\(port).log"))
            )
            self.daemon = daemon
            try await eventually("the API on \(port) is ready", within: .seconds(30)) {
                try daemon.checkRunning()
                guard await status("readyz") == 200 else { return false }
                return await HTTP.status(of: "http://127.0.0.1:\(port)/docs") == 200
            }
        }

        /// Asks it to end and waits; answers its exit code.
        func stop() -> Int32? { daemon?.stop() }

        /// What its admin port answers.
        func status(_ page: String) async -> Int? {
            await HTTP.status(of: "http://127.0.0.1:\(adminPort)/\(page)")
        }
    }

    private static func get(_ path: String, _ key: String = "") -> String {
        "GET \(path) HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer \(key)\r\n\r\n"
    }

    private static func post(_ path: String, _ body: String, _ key: String, named name: String) -> String {
        "POST \(path) HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer \(key)\r\nContent-Type: application/json\r\n"
            + "Idempotency-Key: \(name)\r\nContent-Length: \(body.utf8.count)\r\n\r\n\(body)"
    }

    @Test func `a rolling restart costs no client an error, and nothing is done twice`() async throws {
        let installation = try Installation(environment: Self.unlimited)
        let shop = try TwoShops(installation).tea
        let processes = [Process(of: installation), Process(of: installation)]
        for process in processes { try await process.start() }
        let (path, key) = (shop.path("customers"), shop.manager.key)
        let load = Load(clients: 8, ports: processes.map(\.port)) { client, number in
            guard number.isMultiple(of: 4) else { return Self.get(path + "?limit=5", key) }
            let name = "\(client)-\(number)"
            return Self.post(path, "{\"name\": \"Customer \(name)\"}", key, named: name)
        }
        try await load.goOn(for: 100)
        for _ in 1...(isLong ? 20 : 1) {
            for process in processes {
                #expect(process.stop() == 0)
                try await load.goOn(for: 100)
                try await process.start()
                try await load.goOn(for: 100)
            }
        }
        let tally = try await load.end()
        #expect(tally.failures == [])
        #expect(Set(tally.statuses.keys) == [200, 201])
        // A process that took a request has answered it before it ended.
        #expect(tally.replayed == 0)
        let customers = try installation.server.psql(
            """
            select count(*) || ' ' || count(distinct name) from app.customers where company_id = '\(shop.id)'
            """,
            on: installation.database
        )
        let acknowledged = tally.statuses[201] ?? 0
        #expect(customers == "\(acknowledged) \(acknowledged)")
        for process in processes { #expect(process.stop() == 0) }
        try installation.remove()
    }

    /// An installation whose database is on a server of its own.
    private func installation(on server: OwnServer) throws -> Installation {
        let superuser = try #require(URL(string: server.address(of: "postgres")))
        try Program.run(
            Fixture.root.appending(path: "scripts/deploy-template").path,
            ["clientele"],
            environment: [
                "PGHOST": "127.0.0.1", "PGPORT": String(server.port), "PGUSER": "postgres",
                "PGPASSWORD": superuser.password() ?? "",
            ]
        ).checked()
        let roles = ["API", "WORKER", "HOSTING", "OPERATOR"].map { name in
            ("DATABASE_\(name)_URL", server.address(of: "clientele", role: "clientele_\(name.lowercased())"))
        }
        return try Installation(environment: Self.unlimited.merging(roles) { $1 })
    }

    @Test func `a restart of the database is told honestly, and over within ten seconds`() async throws {
        try await withOwnServer(try await OwnServer.start()) { server in
            let installation = try installation(on: server)
            let shop = try TwoShops(installation).tea
            let process = Process(of: installation)
            try await process.start()
            let (path, key) = (shop.path("customers"), shop.manager.key)
            let load = Load(clients: 8, ports: [process.port]) { _, _ in Self.get(path, key) }
            let life = Load(clients: 1, ports: [process.adminPort]) { _, _ in Self.get("/livez") }
            try await load.goOn(for: 100)
            for mode in isLong ? ["fast", "immediate", "fast", "immediate", "fast"] : ["fast"] {
                try server.stop(mode)
                try await eventually("it is not ready") { await process.status("readyz") == 503 }
                try await load.goOn(for: 50)
                try server.start()
                try await eventually("it is back", within: .seconds(10)) {
                    guard await process.status("readyz") == 200 else { return false }
                    return try await installation.api(key, port: process.port).get(path).status == 200
                }
                try await load.goOn(for: 100)
            }
            let (answers, lives) = (try await load.end(), try await life.end())
            #expect(answers.failures == [] && lives.failures == [])
            // 503 with database.away, and never our mistake.
            #expect(Set(answers.statuses.keys) == [200, 503])
            #expect(Set(lives.statuses.keys) == [200])
            #expect(process.stop() == 0)
            try installation.remove()
        }
    }
}
