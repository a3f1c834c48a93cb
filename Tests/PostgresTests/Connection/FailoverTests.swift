import FoundationEssentials
import Postgres
import TestSupport
import Testing

/// Servers that go away and come back, for real: each test has servers of its own.
@Suite(.serialized) struct FailoverTests {
    @Test func `after a restart of the server the pool goes on`() async throws {
        try await withOwnServer(try await .start()) { server in
            try await withPool(size: 4, address: server.address(of: "postgres")) { pool in
                let before = try await pool.backend()
                try server.stop()
                try await expectFailure(.connect) { _ = try await pool.row("select 1") }
                try server.start()

                try await withThrowingTaskGroup { group in
                    for _ in 0..<16 { group.addTask { try await pool.backend() } }
                    for try await backend in group { #expect(backend != before) }
                }
            }
        }
    }

    @Test func `a server that shuts down while statements run fails them, each within its deadline`() async throws {
        try await withOwnServer(try await .start()) { server in
            try await withPool(size: 4, address: server.address(of: "postgres")) { pool in
                let tasks = (0..<4).map { _ in Task { _ = try await pool.row("select pg_sleep(60)") } }
                try await eventually("all sleep") {
                    try server.psql("select count(*) from pg_stat_activity where wait_event = 'PgSleep'") == "4"
                }
                let start = ContinuousClock.now
                try server.stop("immediate")
                for task in tasks {
                    let error = try await failure { try await task.value }
                    #expect(error.isLossOfConnection || error.kind == .connect, "\(error)")
                }
                #expect(start.duration(to: .now) < .seconds(15))
            }
        }
    }

    @Test func `when the first of two hosts fails, the pool writes to the one that was promoted`() async throws {
        try await withOwnServer(try await .start()) { first in
            try first.psql("create table kept (n int)")
            try await withOwnServer(try await .startReplica(of: first.port)) { second in
                let hosts = "127.0.0.1:\(first.port),127.0.0.1:\(second.port)"
                let secret = TestServer.shared.url.password() ?? ""
                let address = "postgresql://postgres:\(secret)@\(hosts)/postgres?target_session_attrs=read-write"
                try await withPool(size: 2, address: address) { pool in
                    try await insert(1, pool)
                    try await expectValue(first.port, of: "select inet_server_port() as v", as: Int.self, on: pool)
                    try await eventually("the replica has it") { try second.psql("select n from kept") == "1" }

                    try first.stop("immediate")
                    try second.promote()

                    try await insert(2, pool)
                    try await expectValue(second.port, of: "select inet_server_port() as v", as: Int.self, on: pool)
                    try await expectValue(2, of: "select count(*) as v from kept", as: Int.self, on: pool)
                }
            }
        }
    }

    private func insert(_ value: Int, _ pool: ConnectionPool) async throws {
        _ = try await pool.withTransaction(deadline: soon) { try await $0.query("insert into kept values (\(value))") }
    }
}
