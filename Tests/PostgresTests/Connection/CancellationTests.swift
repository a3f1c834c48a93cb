import Postgres
import Synchronization
import TestSupport
import Testing

/// The matrix of pgx's pgconn: every verb, cancelled before it starts and while it runs.
@Suite struct CancellationTests {
    enum Verb: CaseIterable {
        case query, batch, stream, commit, wait
    }

    @Test(arguments: Verb.allCases)
    func `cancelled before it starts`(verb: Verb) async throws {
        try await withPool(size: 1) { pool in
            let task = Task {
                withUnsafeCurrentTask { task in task?.cancel() }
                try await run(verb, on: pool)
            }
            try await expectFailure(.cancelled) { try await task.value }
            try await expectValue(1, of: "select 1 as v", as: Int.self, on: pool)
        }
    }

    @Test(arguments: [Verb.query, .batch, .stream, .commit])
    func `cancelled while it runs`(verb: Verb) async throws {
        let name = "cancel \(verb)"
        try await withPool(size: 1, applicationName: name) { pool in
            let backend = try await pool.backend()
            let task = Task { try await run(verb, on: pool) }
            try await eventually("\(name) sleeps") { try isSleeping(name) }

            let start = ContinuousClock.now
            task.cancel()
            let error = try await failure { try await task.value }

            #expect(error.kind == .cancelled)
            #expect(start.duration(to: .now) < .seconds(15))
            #expect(try await pool.backend() == backend, "the connection was drained and serves on")
            #expect(try isSleeping(name) == false)
        }
    }

    @Test(arguments: [Verb.query, .batch, .stream])
    func `ended by its deadline`(verb: Verb) async throws {
        try await withPool(size: 1) { pool in
            _ = try await pool.backend()
            let start = ContinuousClock.now
            let error = try await failure { try await run(verb, on: pool, deadline: .after(.milliseconds(300))) }

            #expect(error.kind == .deadline)
            #expect(start.duration(to: .now) < .seconds(15))
            try await expectValue(1, of: "select 1 as v", as: Int.self, on: pool)
        }
    }

    @Test func `a deadline that has passed sends nothing`() async throws {
        try await withPool(size: 1) { pool in
            _ = try await pool.backend()
            let error = try await failure { _ = try await pool.row("select 1 as v", deadline: .now) }
            #expect(error.kind == .deadline)
        }
    }

    @Test func `a transaction that outlived its scope is refused`() async throws {
        try await withPool(size: 1) { pool in
            let escaped = try await pool.withTransaction(deadline: soon) { transaction in
                try await transaction.query("select 1")
                return transaction
            }
            try await expectFailure(.closed) { _ = try await escaped.query("select 1") }
        }
    }

    @Test func `after a cancel the transaction takes no more statements`() async throws {
        let name = "cancel and go on"
        try await withPool(size: 1, applicationName: name) { pool in
            let failure = try await failure {
                try await pool.withTransaction(deadline: soon) { transaction in
                    let task = Task { try await transaction.query("select pg_sleep(30)") }
                    try await eventually("\(name) sleeps") { try isSleeping(name) }
                    task.cancel()
                    try await expectFailure(.cancelled) { try await task.value }
                    try await transaction.query("select 1")
                }
            }
            // Refused by us while the server stops, by the server afterwards.
            #expect(failure.kind == .closed || failure.sqlState == "25P02")
        }
    }

    private func run(_ verb: Verb, on pool: ConnectionPool, deadline: Deadline = soon) async throws {
        switch verb {
        case .query:
            _ = try await pool.withTransaction(deadline: deadline) { try await $0.query("select pg_sleep(30)") }
        case .batch:
            try await pool.withTransaction(deadline: deadline) {
                _ = try await $0.batch(["select 1", "select pg_sleep(30)", "select 2"])
            }
        case .stream:
            try await pool.withTransaction(deadline: deadline) { transaction in
                let stream = transaction.stream(
                    "select g, pg_sleep(case g when 5000 then 30 else 0 end) from generate_series(1, 9999) g"
                )
                defer { stream.end() }
                while try await stream.next() != nil {}
            }
        case .commit:
            try await pool.withTransaction(deadline: deadline) {
                _ = try await $0.commit(with: ["select pg_sleep(30)"])
            }
        case .wait:
            _ = try await pool.withConnection(deadline: deadline) { _ in
                try await pool.withConnection(deadline: deadline) { _ in }
            }
        }
    }

    private func isSleeping(_ name: String) throws -> Bool {
        try TestServer.shared.psql(
            "select exists (select from pg_stat_activity where application_name = '\(name)' and wait_event = 'PgSleep')",
            on: "postgres"
        ) == "t"
    }
}
