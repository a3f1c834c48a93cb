import Foundation
import Glibc
import Postgres
import TestSupport
import Testing

/// Debian's PgBouncer in transaction mode, which gives each transaction another session and knows no prepared statements.
@Suite(.serialized) struct PgBouncerTests {
    @Test func `transactions, their context, errors and streams work, on sessions that change`() async throws {
        try await withPgBouncer { address in
            try await withPool(size: 4, address: address, preparesStatements: false) { pool in
                let backends = try await withThrowingTaskGroup(of: Int.self) { group in
                    for number in 0..<200 {
                        group.addTask {
                            let access: TransactionAccess = number % 2 == 0 ? .readWrite : .readOnly
                            let name = "company \(number)"
                            return try await pool.withTransaction(
                                context: "set_config('app.company_id', \(name), true)",
                                access: access,
                                deadline: soon
                            ) { transaction in
                                let rows = try await transaction.batch([
                                    "select current_setting('app.company_id') as v, pg_backend_pid() as pid"
                                ])
                                #expect(try rows[0][0].get("v", as: String.self) == name)
                                return try rows[0][0].get("pid", as: Int.self)
                            }
                        }
                    }
                    return try await group.reduce(into: Set<Int>()) { $0.insert($1) }
                }
                #expect(backends.count <= 2, "the sessions are PgBouncer's")

                let error = try await failure { try await pool.row("select 1 / \(0)") }
                #expect(error.sqlState == "22012")
                try await expectValue(
                    "",
                    of: "select coalesce(current_setting('app.company_id', true), '') as v",
                    as: String.self,
                    on: pool
                )
                let read = try await pool.withTransaction(deadline: soon) { transaction in
                    let stream = transaction.stream("select g from generate_series(1, 10000) g")
                    defer { stream.end() }
                    var read = 0
                    while let rows = try await stream.next() { read += rows.count }
                    return read
                }
                #expect(read == 10_000)
            }
        }
    }

    @Test func `a cancel reaches the statement, and the pool serves on`() async throws {
        try await withPgBouncer { address in
            try await withPool(size: 1, address: address, preparesStatements: false) { pool in
                try await expectFailure(.deadline) {
                    _ = try await pool.row("select pg_sleep(30)", deadline: .after(.milliseconds(300)))
                }
                try await expectValue(1, of: "select 1 as v", as: Int.self, on: pool)
                try await eventually("nobody sleeps any more") {
                    try TestServer.shared.psql(
                        "select count(*) from pg_stat_activity where query like 'select pg_sleep(30)%' and state = 'active'",
                        on: "postgres"
                    ) == "0"
                }
            }
        }
    }

    /// Two sessions with the server for any number of clients.
    private func withPgBouncer(_ body: (String) async throws -> Void) async throws {
        let (folder, port) = (
            FileManager.default.temporaryDirectory.appending(path: "bouncer-\(UUID().uuidString)"),
            try OwnServer.freePort()
        )
        let server = TestServer.shared.url
        let secret = server.password() ?? ""
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let settings = """
            [databases]
            postgres = host=127.0.0.1 port=\(server.port ?? 0) user=postgres password=\(secret) dbname=postgres
            [pgbouncer]
            listen_addr = 127.0.0.1
            listen_port = \(port)
            unix_socket_dir =
            auth_type = plain
            auth_file = \(folder.path())/users
            pool_mode = transaction
            default_pool_size = 2
            ignore_startup_parameters = extra_float_digits
            logfile = \(folder.path())/log
            """
        try Data(settings.utf8).write(to: folder.appending(path: "pgbouncer.ini"))
        try Data("\"postgres\" \"\(secret)\"\n".utf8).write(to: folder.appending(path: "users"))
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        // PgBouncer refuses to run as root.
        let become = geteuid() == 0 ? ["setpriv", "--reuid=postgres", "--regid=postgres", "--init-groups"] : []
        if geteuid() == 0 { try Program.run("chown", ["-R", "postgres:", folder.path()]).checked() }
        process.arguments = become + ["pgbouncer", "-q", folder.path() + "/pgbouncer.ini"]
        process.environment = ProcessInfo.processInfo.environment.merging(["PATH": "/usr/sbin:/usr/bin:/bin"]) { $1 }
        try process.run()
        defer {
            // The threads of tasks block signals, and what they start inherits that.
            kill(process.processIdentifier, SIGKILL)
            process.waitUntilExit()
        }
        let address = "postgresql://postgres:\(secret)@127.0.0.1:\(port)/postgres"
        try await eventually("PgBouncer answers") {
            try Program.run("psql", ["-X", "-d", address, "-c", "select 1"]).status == 0
        }
        try await body(address)
        try FileManager.default.removeItem(at: folder)
    }
}
