import Postgres
import TestSupport
import Testing

@Suite struct StatementErrorTests {
    @Test func `an error belongs to the statement that failed, and the connection goes on`() async throws {
        try await withPool(size: 1) { pool in
            let backend = try await pool.backend()

            let error = try await failure {
                _ = try await pool.run(["select 1", "select 1 / \(0)", "select 2"], deadline: soon)
            }

            #expect(error.kind == .server)
            #expect(error.sqlState == "22012")
            #expect(error.statementIndex == 1)
            #expect(error.statement == "select 1 / $1")
            #expect(try await pool.backend() == backend)
        }
    }

    @Test func `an error behind the context does not shift the count`() async throws {
        try await withPool(size: 1) { pool in
            let error = try await failure {
                try await pool.withTransaction(context: "1, 2", deadline: soon) { transaction in
                    _ = try await transaction.batch(["select 3", "select nothing"])
                }
            }
            #expect(error.statementIndex == 1)
            let early = try await failure {
                try await pool.withTransaction(context: "nonsense", deadline: soon) {
                    try await $0.query("select 1")
                }
            }
            #expect(early.statementIndex == nil)
            #expect(early.statement == "select nonsense")
        }
    }

    @Test func `a violated constraint is named with its table, and no value is in the description`() async throws {
        try await withPool(size: 1) { pool in
            let error = try await failure {
                try await pool.withTransaction(deadline: soon) { transaction in
                    try await transaction.query(
                        "create temporary table t (n text constraint t_short check (length(n) < 3))"
                    )
                    try await transaction.query("insert into t values (\("a secret"))")
                }
            }
            #expect(error.sqlState == "23514")
            #expect(error.constraint == "t_short")
            #expect(error.table == "t")
            #expect(!error.description.contains("secret"))
        }
    }

    @Test func `a value that the server refuses is not in the description`() async throws {
        try await withPool(size: 1) { pool in
            let error = try await failure { _ = try await pool.row("select \("a secret")::int as v") }
            #expect(error.sqlState == "22P02")
            #expect(!error.description.contains("secret"))
            #expect(error.description.contains("22P02"))
        }
    }

    @Test func `after an error the transaction is rolled back and the same connection serves on`() async throws {
        try await withPool(size: 1) { pool in
            let backend = try await pool.backend()
            let error = try await failure {
                try await pool.withTransaction(deadline: soon) { transaction in
                    try await transaction.query("create table public.never (n int)")
                    throw PostgresError(.misuse, "of my own")
                }
            }
            #expect(error.message == "of my own")
            try await expectValue(true, of: "select to_regclass('public.never') is null as v", as: Bool.self, on: pool)
            #expect(try await pool.backend() == backend)
        }
    }

    @Test func `a failure that was caught does not let the commit pass for one`() async throws {
        try await withPool(size: 1) { pool in
            let error = try await failure {
                try await pool.withTransaction(deadline: soon) { transaction in
                    _ = try? await transaction.query("select 1 / 0")  // as a careless caller would
                }
            }
            #expect(error.message.contains("rolled back"))
        }
    }

    @Test func `a deferred constraint fails the commit`() async throws {
        try await withPool(size: 1) { pool in
            let error = try await failure {
                try await pool.withTransaction(deadline: soon) { transaction in
                    try await transaction.query(
                        "create temporary table d (n int constraint d_once unique deferrable initially deferred) on commit drop"
                    )
                    try await transaction.query("insert into d values (1), (1)")
                }
            }
            #expect(error.constraint == "d_once")
        }
    }

    @Test func `a deferred constraint fails a transaction of one flush at its end`() async throws {
        try await withPool(size: 1) { pool in
            let table: SQL =
                "create temporary table once (n int constraint once_once unique deferrable initially deferred)"
            _ = try await pool.run([table], deadline: soon)
            let error = try await failure {
                try await pool.withTransaction(deadline: soon) {
                    _ = try await $0.commit(with: ["insert into once values (1), (1)", "select 1"])
                }
            }
            #expect(error.constraint == "once_once")
            #expect(error.statementIndex == nil)
            try await expectValue(0, of: "select count(*) as v from once", as: Int.self, on: pool)
        }
    }

    @Test(arguments: [false, true]) func `a transaction of one flush is whole, with and without a block`(blocks: Bool)
        async throws
    {
        try await withPool(size: 1, usesBlocks: blocks) { pool in
            _ = try await pool.run(["create temporary table whole (n int)"], deadline: soon)
            let write: [SQL] = ["insert into whole values (1)", "select current_setting('app.n') as v"]
            let rows = try await pool.withTransaction(context: "set_config('app.n', 'x', true)", deadline: soon) {
                try await $0.commit(with: write)
            }
            #expect(rows.count == 2)
            #expect(try rows[1][0].get("v", as: String.self) == "x")
            for _ in 0..<2 {
                let error = try await failure {
                    try await pool.withTransaction(deadline: soon) {
                        _ = try await $0.commit(with: ["insert into whole values (2)", "select 1 / 0", "select 3"])
                    }
                }
                #expect(error.statementIndex == 1)
            }
            try await pool.withTransaction(access: .readOnly, deadline: soon) { transaction in
                for _ in 0..<2 {
                    let count = try await transaction.query("select count(*) as v from whole")[0]
                    #expect(try count.get("v", as: Int.self) == 1)
                }
            }
            try await expectValue("", of: "select current_setting('app.n') as v", as: String.self, on: pool)
        }
    }

    @Test func `copy among other statements is refused and costs only the connection`() async throws {
        try await withPool(size: 1) { pool in
            let error = try await failure { _ = try await pool.run(["copy (select 1) to stdout"], deadline: soon) }
            #expect(error.kind == .misuse)
            try await expectValue(1, of: "select 1 as v", as: Int.self, on: pool)
        }
    }

    @Test func `an empty statement returns nothing`() async throws {
        try await withPool(size: 1) { pool in
            try await expectEmpty([""], on: pool)
        }
    }
}
