import FoundationEssentials
import Postgres
import Testing

@Suite struct LargeTransferTests {
    @Test func `a large statement is written while a large result is read`() async throws {
        let large = Data(repeating: 65, count: 4_000_000)
        try await withPool(size: 1) { pool in
            let rows = try await pool.run(
                [
                    "select repeat('x', 8000000) as v", "select length(\(large)) as v",
                    "select repeat('y', 8000000) as v",
                    "select length(\(large)) as v",
                ],
                deadline: soon
            )
            #expect(try rows[0][0].get("v", as: String.self).utf8.count == 8_000_000)
            #expect(try rows[3][0].get("v", as: Int.self) == large.count)
        }
    }

    @Test func `many statements in one flush`() async throws {
        try await withPool(size: 1) { pool in
            let rows = try await pool.run((0..<2000).map { "select \($0) as v" }, deadline: soon)
            #expect(try rows.map { try $0[0].get("v", as: Int.self) } == Array(0..<2000))
        }
    }

    @Test func `more parameters than the protocol allows are refused before anything is sent`() async throws {
        try await withPool(size: 1) { pool in
            let many = (0..<65_536).map { "\($0)" as SQL }.joined(", ")
            try await expectFailure(.misuse) { _ = try await pool.row("select \(many)") }
            try await expectValue(1, of: "select 1 as v", as: Int.self, on: pool)
        }
    }

    @Test func `a hundred thousand rows go in through arrays`() async throws {
        try await withPool(size: 1) { pool in
            let count = try await pool.withTransaction(deadline: soon) { transaction in
                try await transaction.query("create temporary table bulk (n bigint, t text) on commit drop")
                let numbers = Array(0..<100_000)
                let inserted = try await transaction.query(
                    "insert into bulk select * from unnest(\(numbers), \(numbers.map(String.init)))"
                )
                return inserted.affected
            }
            #expect(count == 100_000)
        }
    }
}
