import Postgres
import TestSupport
import Testing

@Suite struct CopyTests {
    @Test func `every byte arrives, and the number of rows`() async throws {
        try await withPool(size: 1) { pool in
            try await pool.withTransaction(access: .snapshot, deadline: soon) { transaction in
                let stream = try await transaction.copy("copy (select generate_series(1, 100000)) to stdout")
                defer { stream.end() }
                var bytes: [UInt8] = []
                while let more = try await stream.next() { bytes += more }
                let lines = bytes.split(separator: UInt8(ascii: "\n")).map { Int(String(decoding: $0, as: UTF8.self)) }
                #expect(lines == Array(1...100_000))
                #expect(stream.rows == 100_000)
                // Pipeline mode is back.
                let rows = try await transaction.batch(["select 1 as v", "select 2 as v"])
                #expect(try rows[1][0].get("v", as: Int32.self) == 2)
            }
        }
    }

    @Test func `the context of the transaction holds for the copy`() async throws {
        try await withPool(size: 1) { pool in
            try await pool.withTransaction(context: "set_config('app.role', 'x', true)", deadline: soon) {
                let stream = try await $0.copy("copy (select current_setting('app.role')) to stdout")
                defer { stream.end() }
                #expect(try await stream.next() == Array("x\n".utf8))
                #expect(try await stream.next() == nil)
            }
        }
    }

    @Test func `an error after some lines is thrown and the connection stays`() async throws {
        try await withPool(size: 1) { pool in
            let backend = try await pool.backend()
            let error = try await failure {
                try await pool.withTransaction(deadline: soon) { transaction in
                    let stream = try await transaction.copy(
                        "copy (select 1 / (5000 - g) from generate_series(1, 10000) g) to stdout"
                    )
                    defer { stream.end() }
                    while try await stream.next() != nil {}
                }
            }
            #expect(error.sqlState == "22012")
            #expect(try await pool.backend() == backend)
        }
    }

    @Test func `a slow reader holds the server back, and stopping early leaves a usable pool`() async throws {
        let name = "slow copy"
        try await withPool(size: 1, applicationName: name) { pool in
            try await pool.withTransaction(access: .snapshot, deadline: soon) { transaction in
                // 2 GB, if it were read.
                let stream = try await transaction.copy(
                    "copy (select repeat('x', 10000) from generate_series(1, 200000)) to stdout"
                )
                defer { stream.end() }
                _ = try await stream.next()
                try await eventually("the server waits for us") {
                    try TestServer.shared.psql(
                        "select wait_event from pg_stat_activity where application_name = '\(name)'",
                        on: "postgres"
                    ) == "ClientWrite"
                }
                let held = try await stream.next()
                #expect((held?.count ?? 0) < 8_000_000)
            }
            try await expectValue(1, of: "select 1 as v", as: Int.self, on: pool)
        }
    }

    @Test(arguments: ["copy pg_class from stdin", "copy pg_nothing to stdout"] as [SQL])
    func `what cannot be copied to us is refused, and the pool goes on`(statement: SQL) async throws {
        try await withPool(size: 1) { pool in
            await #expect(throws: PostgresError.self) {
                try await pool.withTransaction(deadline: soon) { transaction in
                    let stream = try await transaction.copy(statement)
                    defer { stream.end() }
                    while try await stream.next() != nil {}
                }
            }
            try await expectValue(1, of: "select 1 as v", as: Int.self, on: pool)
        }
    }

    @Test func `a copy with parameters, or without a block, is refused`() async throws {
        try await withPool(size: 1) { pool in
            try await expectFailure(.misuse) {
                try await pool.withTransaction(access: .readOnly, deadline: soon) {
                    try await $0.copy("copy pg_class to stdout").end()
                }
            }
            try await expectFailure(.misuse) {
                try await pool.withTransaction(deadline: soon) {
                    try await $0.copy("copy (select \(1)) to stdout").end()
                }
            }
        }
    }
}
