import Postgres
import TestSupport
import Testing

@Suite struct PreparedStatementTests {
    @Test func `a statement is parsed once for each connection`() async throws {
        try await withPool(size: 1) { pool in
            for value in 0..<20 { _ = try await pool.row("select \(value) as v") }
            let count = try await pool.row(
                "select count(*) as v from pg_prepared_statements where statement = 'select $1 as v'"
            ).get("v", as: Int.self)
            #expect(count == 1)
        }
    }

    @Test func `the types of the parameters are part of a statement's identity`() async throws {
        try await withPool(size: 1) { pool in
            try await expectValue(1, of: "select \(1) as v", as: Int.self, on: pool)
            try await expectValue("a", of: "select \("a") as v", as: String.self, on: pool)
        }
    }

    @Test func `a statement whose table changed is parsed again, also inside a transaction`() async throws {
        try await withPool(size: 1) { pool in
            let table = SQL(identifier: "changing")
            _ = try await pool.run(["create temporary table \(table) (a int)"], deadline: soon)
            let query: SQL = "select * from \(table)"
            _ = try await pool.run([query], deadline: soon)
            _ = try await pool.run(["alter table \(table) add column b int"], deadline: soon)
            try await expectEmpty([query], on: pool)

            _ = try await pool.run(["alter table \(table) add column c int default 3"], deadline: soon)
            _ = try await pool.run(["insert into \(table) values (1)"], deadline: soon)
            let c = try await pool.withTransaction(deadline: soon) {
                try await $0.query(query)[0].get("c", as: Int.self)
            }
            #expect(c == 3)
        }
    }

    @Test func `a statement that the server forgot is parsed again`() async throws {
        try await withPool(size: 1) { pool in
            _ = try await pool.row("select \(1) as v")
            _ = try await pool.withConnection(deadline: soon) { try await $0.query("deallocate all") }
            try await expectValue(2, of: "select \(2) as v", as: Int.self, on: pool)
        }
    }

    @Test func `a statement that could not be parsed is tried again`() async throws {
        try await withPool(size: 1) { pool in
            let query: SQL = "select n from pg_temp.later"
            #expect(try await failure { _ = try await pool.run([query], deadline: soon) }.sqlState == "42P01")
            _ = try await pool.run(["create temporary table later (n int)"], deadline: soon)
            try await expectEmpty([query], on: pool)
        }
    }

    @Test func `a statement that was skipped is parsed the next time`() async throws {
        try await withPool(size: 1) { pool in
            _ = try? await pool.run(["select 1 / 0", "select 'skipped' as v"], deadline: soon)  // fails on purpose
            try await expectValue("skipped", of: "select 'skipped' as v", as: String.self, on: pool)
        }
    }

    @Test func `without prepared statements everything works, and none is left`() async throws {
        try await withPool(size: 1, preparesStatements: false) { pool in
            for value in 0..<3 {
                try await expectValue(value, of: "select \(value) as v", as: Int.self, on: pool)
            }
            try await expectValue(0, of: "select count(*) as v from pg_prepared_statements", as: Int.self, on: pool)
        }
    }

    @Test func `more different statements than are kept still work`() async throws {
        try await withPool(size: 1) { pool in
            for value in 0..<600 {
                let name = SQL(identifier: "c\(value)")
                #expect(try await pool.row("select \(value) as \(name)").get("c\(value)", as: Int.self) == value)
            }
            let kept = try await pool.row("select count(*) as v from pg_prepared_statements").get("v", as: Int.self)
            #expect(kept <= 500)
        }
    }
}
