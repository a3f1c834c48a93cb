import Postgres
import Testing

@Suite struct SQLTests {
    @Test func `values become parameters and splices become text`() {
        let columns: SQL = "id, name"
        let sql: SQL = "select \(columns) from t where id = \(5) and name = \("x")"

        #expect(sql.text == "select id, name from t where id = $1 and name = $2")
    }

    @Test func `parameters of splices are counted through`() {
        let condition: SQL = "b = \(2) or c = \(3)"
        var sql: SQL = "select 1 where a = \(1) and (\(condition)) and d = \(4)"
        sql.append(" limit \(5)")

        #expect(sql.text == "select 1 where a = $1 and (b = $2 or c = $3) and d = $4 limit $5")
    }

    @Test func `the description holds no value`() {
        let sql: SQL = "select \("secret")"
        #expect("\(sql)" == "select $1")
        #expect(!String(reflecting: sql.description).contains("secret"))
    }

    @Test func `pieces are joined`() {
        let parts: [SQL] = ["a = \(1)", "b = \(2)"]
        #expect(parts.joined(" and ").text == "a = $1 and b = $2")
        #expect([SQL]().joined(", ").text.isEmpty)
    }

    @Test func `names and constants are quoted`() {
        #expect(SQL(identifier: "a\"b; drop").text == "\"a\"\"b; drop\"")
        #expect(SQL(constant: "it's").text == "'it''s'")
        #expect(SQL(constant: "a\\'b").text == " E'a\\\\''b'")
    }

    @Test func `a hostile value stays a value`() async throws {
        let hostile = "'; drop table pg_class; -- $1 \\"
        try await withPool(size: 1) { pool in
            try await expectValue(hostile, of: "select \(hostile) as v", as: String.self, on: pool)
            try await expectValue(hostile, of: "select \(SQL(constant: hostile))::text as v", as: String.self, on: pool)
        }
    }
}
