import Postgres
import TestSupport
import Testing

@Suite struct StreamingTests {
    @Test func `all rows arrive, in order`() async throws {
        try await withPool(size: 1) { pool in
            let sum = try await pool.withTransaction(deadline: soon) { transaction in
                let stream = transaction.stream("select g from generate_series(1, 100000) g")
                defer { stream.end() }
                var last = 0
                var sum = 0
                while let rows = try await stream.next() {
                    for row in rows {
                        let value = try row.get("g", as: Int.self)
                        #expect(value == last + 1)
                        (last, sum) = (value, sum + value)
                    }
                }
                return sum
            }
            #expect(sum == 5_000_050_000)
        }
    }

    @Test func `a slow reader holds the server back instead of filling memory`() async throws {
        let name = "slow reader"
        try await withPool(size: 1, applicationName: name) { pool in
            try await pool.withTransaction(access: .readOnly, deadline: soon) { transaction in
                // 2 GB, if it were read.
                let stream = transaction.stream("select generate_series(1, 200000), repeat('x', 10000)")
                defer { stream.end() }
                _ = try await stream.next()
                try await eventually("the server waits for us") {
                    try TestServer.shared.psql(
                        "select wait_event from pg_stat_activity where application_name = '\(name)'",
                        on: "postgres"
                    ) == "ClientWrite"
                }
                let rest = try await stream.next()
                #expect((rest?.count ?? 0) < 5000)
            }
            try await expectValue(1, of: "select 1 as v", as: Int.self, on: pool)
        }
    }

    @Test func `stopping early leaves a usable pool`() async throws {
        try await withPool(size: 1) { pool in
            for _ in 0..<5 {
                try await pool.withTransaction(access: .readOnly, deadline: soon) { transaction in
                    let stream = transaction.stream("select generate_series(1, 10000000) as g")
                    defer { stream.end() }
                    let first = try await stream.next()
                    #expect(first?.isEmpty == false)
                }
            }
            try await expectValue(1, of: "select 1 as v", as: Int.self, on: pool)
        }
    }

    @Test func `an error after some rows is thrown`() async throws {
        try await withPool(size: 1) { pool in
            let error = try await failure {
                try await pool.withTransaction(deadline: soon) { transaction in
                    let stream = transaction.stream("select 1 / (5000 - g) from generate_series(1, 10000) g")
                    defer { stream.end() }
                    while try await stream.next() != nil {}
                }
            }
            #expect(error.sqlState == "22012")
        }
    }

    @Test func `another statement on the same transaction is refused meanwhile, not left hanging`() async throws {
        try await withPool(size: 1) { pool in
            try await pool.withTransaction(deadline: soon) { transaction in
                let stream = transaction.stream("select g from generate_series(1, 100000) g")
                defer { stream.end() }
                try await expectFailure(.misuse) { try await transaction.query("select 1") }
                while try await stream.next() != nil {}
                try await transaction.query("select 1")
            }
        }
    }
}
