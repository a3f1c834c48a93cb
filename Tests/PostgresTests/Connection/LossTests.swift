import FoundationEssentials
import Postgres
import TestSupport
import Testing

@Suite struct LossTests {
    @Test func `a backend that ends while idle is replaced unnoticed`() async throws {
        try await withPool(size: 1) { pool in
            let first = try await pool.backend()
            try terminate(first)

            let second = try await pool.withTransaction(deadline: soon) {
                try await $0.query("select pg_backend_pid() as pid")[0].get("pid", as: Int.self)
            }

            #expect(second != first)
        }
    }

    @Test func `a backend that ends in the middle of a statement fails it, and the next one works`() async throws {
        try await withPool(size: 1) { pool in
            let error = try await failure {
                _ = try await pool.run(["select pg_terminate_backend(pg_backend_pid())", "select 1"], deadline: soon)
            }
            #expect(error.isLossOfConnection)
            try await expectValue(1, of: "select 1 as v", as: Int.self, on: pool)
        }
    }

    @Test func `a backend that ends in the middle of a stream fails it`() async throws {
        try await withPool(size: 1) { pool in
            let backend = try await pool.backend()
            let error = try await failure {
                try await pool.withTransaction(deadline: soon) { transaction in
                    let stream = transaction.stream("select g, repeat('x', 1000) from generate_series(1, 1000000) g")
                    defer { stream.end() }
                    _ = try await stream.next()
                    try terminate(backend)
                    while try await stream.next() != nil {}
                }
            }
            #expect(error.isLossOfConnection)
            try await expectValue(1, of: "select 1 as v", as: Int.self, on: pool)
        }
    }

    @Test func `a transaction whose connection breaks before its commit is run again`() async throws {
        try await withPool(size: 1) { pool in
            var runs = 0
            let value = try await pool.withTransaction(deadline: soon) { transaction in
                runs += 1
                let backend = try await transaction.query("select pg_backend_pid() as pid")[0].get("pid", as: Int.self)
                if runs == 1 { try terminate(backend) }
                return try await transaction.query("select 7 as v")[0].get("v", as: Int.self)
            }
            #expect(value == 7)
            #expect(runs == 2)
        }
    }

    @Test func `a server that refuses connections is an error at once`() async throws {
        try await withPool(size: 2, address: "postgresql://nobody@127.0.0.1:1/none") { pool in
            let start = ContinuousClock.now
            try await expectFailure(.connect) { _ = try await pool.row("select 1") }
            #expect(start.duration(to: .now) < .seconds(15))
        }
    }

    @Test func `a wrong password is an error without the password`() async throws {
        let address =
            "postgresql://postgres:wrong-secret@\(TestServer.shared.url.host() ?? ""):\(TestServer.shared.url.port ?? 0)/postgres"
        try await withPool(size: 1, address: address) { pool in
            let error = try await failure { _ = try await pool.row("select 1") }
            #expect(error.kind == .connect)
            #expect(!error.description.contains("wrong-secret"))
        }
    }

    @Test func `a server that accepts and never answers ends with the deadline`() async throws {
        let mute = try MuteServer()
        try await withPool(
            size: 1,
            address: "postgresql://x@127.0.0.1:\(mute.port)/x?sslmode=disable&connect_timeout=2"
        ) { pool in
            let start = ContinuousClock.now
            let error = try await failure { _ = try await pool.row("select 1", deadline: .after(.milliseconds(500))) }
            #expect(error.kind == .poolTimeout)
            #expect(start.duration(to: .now) < .seconds(15))
        }
    }

    @Test func `a TLS handshake that hangs ends with the deadline`() async throws {
        let mute = try MuteServer()
        try await withPool(
            size: 1,
            address: "postgresql://x@127.0.0.1:\(mute.port)/x?sslmode=require&connect_timeout=2"
        ) { pool in
            let error = try await failure { _ = try await pool.row("select 1", deadline: .after(.milliseconds(500))) }
            #expect(error.kind == .poolTimeout)
        }
    }

    @Test func `a closed pool refuses`() async throws {
        let pool = try await withPool(size: 1) { pool in
            _ = try await pool.backend()
            return pool
        }
        try await expectFailure(.closed) { _ = try await pool.row("select 1") }
    }

    @Test func `closing waits for who is still connecting`() async throws {
        let mute = try MuteServer()
        try await withPool(size: 1, address: "postgresql://x@127.0.0.1:\(mute.port)/x?connect_timeout=2") { pool in
            try await expectFailure(.poolTimeout) {
                _ = try await pool.row("select 1", deadline: .after(.milliseconds(50)))
            }
        }
        #expect(mute.isLeft())
    }

    @Test func `closing waits for what is under way`() async throws {
        try await withPool(size: 1) { pool in
            let (started, signal) = AsyncStream.makeStream(of: Void.self)
            let task = Task {
                try await pool.withConnection(deadline: soon) { connection in
                    signal.yield()
                    return try await connection.query("select pg_sleep(0.3)").count
                }
            }
            for await _ in started { break }
            await pool.close()
            let rows = try await task.value
            #expect(rows == 1)
        }
    }
}
