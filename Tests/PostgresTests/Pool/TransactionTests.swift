import Postgres
import TestSupport
import Testing

@Suite struct TransactionTests {
    @Test func `what the context sets holds for the transaction and not a moment longer`() async throws {
        try await withPool(size: 1) { pool in
            let backend = try await pool.backend()
            for access in [TransactionAccess.readWrite, .readOnly] {
                let inside = try await pool.withTransaction(
                    context: "set_config('app.company_id', \("mine"), true)",
                    access: access,
                    deadline: soon
                ) {
                    try await $0.query("select current_setting('app.company_id') as v")[0].get("v", as: String.self)
                }
                #expect(inside == "mine")
                let outside = try await pool.row(
                    "select current_setting('app.company_id', true) as v, pg_backend_pid() as pid"
                )
                #expect(try outside.get("v", as: String?.self).map { $0.isEmpty } ?? true)
                #expect(try outside.get("pid", as: Int.self) == backend)
            }
        }
    }

    @Test func `settings of statements in one flush hold for those after them`() async throws {
        try await withPool(size: 1) { pool in
            let rows = try await pool.run(
                ["select set_config('app.company_id', 'x', true)", "select current_setting('app.company_id') as v"],
                deadline: soon
            )
            #expect(try rows[1][0].get("v", as: String.self) == "x")
            try await expectValue(
                "",
                of: "select coalesce(current_setting('app.company_id', true), '') as v",
                as: String.self,
                on: pool
            )
        }
    }

    @Test func `a transaction that only reads refuses to write`() async throws {
        try await withPool(size: 1) { pool in
            let error = try await failure {
                try await pool.withTransaction(access: .readOnly, deadline: soon) {
                    try await $0.query("create table public.never (n int)")
                }
            }
            #expect(error.sqlState == "25006")
        }
    }

    @Test func `last statements and commit go out together`() async throws {
        try await withPool(size: 1) { pool in
            _ = try await pool.run(["create temporary table last_words (n int)"], deadline: soon)
            let count = try await pool.withTransaction(deadline: soon) { transaction in
                let rows = try await transaction.commit(with: [
                    "insert into last_words values (1)", "select count(*) as v from last_words",
                ])
                try await expectFailure(.closed) { try await transaction.query("select 1") }
                return try rows[1][0].get("v", as: Int.self)
            }
            #expect(count == 1)
            try await expectValue(1, of: "select count(*) as v from last_words", as: Int.self, on: pool)
        }
    }

    @Test func `a transaction without statements sends nothing`() async throws {
        try await withPool(size: 1) { pool in
            let value = try await pool.withTransaction(context: "1 / 0", deadline: soon) { _ in 5 }
            #expect(value == 5)
        }
    }

    @Test func `a deadlock runs the loser again`() async throws {
        let name = try TestServer.shared.clone()
        try TestServer.shared.psql(
            "create table public.locks (id int primary key, n int); insert into public.locks values (1, 0), (2, 0); alter system set deadlock_timeout = '100ms'; select pg_reload_conf();",
            on: name
        )
        try await withPool(size: 2, address: TestServer.shared.address(of: name)) { pool in
            try await withThrowingTaskGroup(of: Void.self) { group in
                for order in [[1, 2], [2, 1]] {
                    group.addTask {
                        try await pool.withTransaction(deadline: soon) { transaction in
                            for id in order {
                                try await transaction.query("update public.locks set n = n + 1 where id = \(id)")
                                try await transaction.query("select pg_sleep(0.1)")
                            }
                        }
                    }
                }
                try await group.waitForAll()
            }
            let sums = try await pool.row("select sum(n) as v from public.locks").get("v", as: Int.self)
            #expect(sums == 4)
        }
        try TestServer.shared.drop(name)
    }

    @Test func `a serialization failure runs the transaction again, and gives up after three more`() async throws {
        try await withPool(size: 1) { pool in
            var runs = 0
            let error = try await failure {
                try await pool.withTransaction(deadline: soon) { transaction in
                    runs += 1
                    try await transaction.query("do $$ begin raise exception 'again' using errcode = '40001'; end $$")
                }
            }
            #expect(error.sqlState == "40001")
            #expect(runs == 4)
        }
    }
}
