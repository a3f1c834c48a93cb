import FoundationEssentials
import Postgres
import Testing

@Suite struct RowTests {
    @Test func `an error names the column, what was expected and what was found`() async throws {
        try await withPool(size: 1) { pool in
            let row = try await pool.row(
                "select 'secret'::text as name, null::int as age, 70000 as big, 'blue'::text as light"
            )

            #expect(failure { try row.get("name", as: Int.self) } == "column name: expected Int, found text")
            #expect(
                failure { try row.get("age", as: Int.self) }
                    == "column age: expected Int, but the value is null, found integer"
            )
            #expect(
                failure { try row.get("big", as: Int16.self) }
                    == "column big: expected a value that fits Int16, found integer"
            )
            #expect(
                failure { try row.get("light", as: Light.self) }
                    == "column light: expected a known value of Light, found text"
            )
            #expect(
                failure { try row.get("nmae", as: String.self) }
                    == "there is no column nmae; there are: name, age, big, light"
            )
        }
    }

    @Test func `columns are found in any order and more than once`() async throws {
        try await withPool(size: 1) { pool in
            let row = try await pool.row("select 1 as a, 2 as b, 3 as c")

            let order = try ["c", "a", "b", "b", "a", "c"].map { try row.get($0, as: Int.self) }

            #expect(order == [3, 1, 2, 2, 1, 3])
        }
    }

    @Test func `of two columns with one name the first is taken`() async throws {
        try await withPool(size: 1) { pool in
            let row = try await pool.row("select 1 as a, 2 as a")
            #expect(try row.get("a", as: Int.self) == 1)
        }
    }

    @Test func `a query without rows has none`() async throws {
        try await withPool(size: 1) { pool in
            let rows = try await pool.run(["select 1 as a where false"], deadline: soon)[0]
            #expect(rows.isEmpty)
        }
    }

    @Test func `changed rows are counted`() async throws {
        try await withPool(size: 1) { pool in
            try await pool.withTransaction(deadline: soon) { transaction in
                try await transaction.query("create temporary table t (n int) on commit drop")
                let inserted = try await transaction.query("insert into t select generate_series(1, 5)")
                let deleted = try await transaction.query("delete from t where n > 3")
                #expect([inserted.affected, deleted.affected] == [5, 2])
            }
        }
    }

    private enum Light: String, PostgresCodable {
        case red
    }

    private func failure<Value>(_ body: () throws -> Value) -> String? {
        do {
            _ = try body()
            return nil
        } catch {
            return (error as? PostgresError)?.message
        }
    }
}
