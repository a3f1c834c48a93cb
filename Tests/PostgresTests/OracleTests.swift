import Postgres
import Testing

/// The same statements, at random, through the driver and through plain blocking libpq, on tables of their own.
@Suite struct OracleTests {
    private enum Statement {
        case insert(Int, String), update(Int, String), delete(Int), count, list, divide(Int), cast(String), nonsense

        static func random(_ generator: inout some RandomNumberGenerator) -> Self {
            let id = Int.random(in: 0..<12, using: &generator)
            let text = ["", "a", "客户", "it's", "x\\y"].randomElement(using: &generator) ?? ""
            return switch Int.random(in: 0..<24, using: &generator) {
            case 0..<9: .insert(id, text)
            case 9..<13: .update(id, text)
            case 13..<16: .delete(id)
            case 16..<18: .count
            case 18..<21: .list
            case 21: .divide(id % 3)
            case 22: .cast(text)
            default: .nonsense
            }
        }

        var sql: SQL {
            switch self {
            case .insert(let id, let text): "insert into oracle values (\(id), \(text))"
            case .update(let id, let text): "update oracle set v = \(text) where id = \(id)"
            case .delete(let id): "delete from oracle where id = \(id)"
            case .count: "select count(*)::text as v from oracle"
            case .list: "select string_agg(id || '=' || v, ',' order by id) as v from oracle"
            case .divide(let number): "select (6 / \(number))::text as v"
            case .cast(let text): "select (\(text)::int)::text as v"
            case .nonsense: "selec 1"
            }
        }

        var plain: (text: String, values: [String]) {
            switch self {
            case .insert(let id, let text): ("insert into oracle values ($1::bigint, $2::text)", [String(id), text])
            case .update(let id, let text):
                ("update oracle set v = $1::text where id = $2::bigint", [text, String(id)])
            case .delete(let id): ("delete from oracle where id = $1::bigint", [String(id)])
            case .divide(let number): ("select (6 / $1::bigint)::text as v", [String(number)])
            case .cast(let text): ("select ($1::text::int)::text as v", [text])
            case .count, .list, .nonsense: (sql.text, [])
            }
        }
    }

    @Test(arguments: 0..<4)
    func `both give the same`(seed: UInt64) async throws {
        var generator = Seeded(state: seed)
        let oracle = try BlockingConnection()
        let table = "create temporary table oracle (id bigint primary key, v text not null)"
        _ = oracle.run(table)
        try await withPool(size: 1, preparesStatements: seed.isMultiple(of: 2)) { pool in
            _ = try await pool.run(
                ["create temporary table oracle (id bigint primary key, v text not null)"],
                deadline: soon
            )
            for _ in 0..<150 {
                let statements = (0..<Int.random(in: 1...6, using: &generator)).map { _ in Statement.random(&generator)
                }

                let ours = try await run(statements, on: pool)
                let theirs = run(statements, on: oracle)

                #expect(ours == theirs, "\(statements)")
            }
        }
    }

    /// One flush is one transaction: all statements, or the outcome of the first that failed at its place.
    private func run(_ statements: [Statement], on pool: ConnectionPool) async throws -> [Outcome] {
        do {
            return try await pool.run(statements.map(\.sql), deadline: soon).map { rows in
                .done(affected: rows.affected, first: try rows.first.flatMap { try $0.get("v", as: String?.self) })
            }
        } catch let error as PostgresError {
            let index = try #require(error.statementIndex)
            return [.done(affected: index, first: nil), .failed(error.sqlState ?? "")]
        }
    }

    private func run(_ statements: [Statement], on oracle: BlockingConnection) -> [Outcome] {
        _ = oracle.run("begin")
        var outcomes: [Outcome] = []
        for statement in statements {
            let outcome = oracle.run(statement.plain.text, statement.plain.values)
            if case .failed = outcome {
                _ = oracle.run("rollback")
                return [.done(affected: outcomes.count, first: nil), outcome]
            }
            outcomes.append(outcome)
        }
        _ = oracle.run("commit")
        return outcomes
    }
}

/// SplitMix64 (Steele, Lea, Flood 2014): the same numbers for the same seed.
private struct Seeded: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
