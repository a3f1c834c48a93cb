import FoundationEssentials
import Postgres
import Synchronization
import TestSupport
import Testing

@Suite struct ContentionTests {
    @Test func `two hundred tasks on four connections, half of them cancelled`() async throws {
        let name = "contention test"
        try await withPool(size: 4, applicationName: name) { pool in
            let outcomes = await withTaskGroup(of: String.self, returning: [String].self) { group in
                for number in 0..<200 {
                    group.addTask { await outcome(of: number, on: pool) }
                }
                return await group.reduce(into: []) { $0.append($1) }
            }

            #expect(outcomes.count { $0 == "right" } + outcomes.count { $0 == "cancelled" } == 200, "\(Set(outcomes))")
            #expect(outcomes.count { $0 == "right" } >= 100)
            try await eventually("every backend is idle") { try states(name).allSatisfy { $0 == "idle" } }
            #expect(try states(name).count <= 4)
            try await expectValue(1, of: "select 1 as v", as: Int.self, on: pool)
        }
        try await eventually("no backend is left") { try states(name).isEmpty }
    }

    @Test func `waiting has a deadline`() async throws {
        try await withPool(size: 1) { pool in
            try await pool.withConnection(deadline: soon) { _ in
                let error = try await failure {
                    _ = try await pool.row("select 1", deadline: .after(.milliseconds(200)))
                }
                #expect(error.kind == .poolTimeout)
            }
        }
    }

    @Test func `an owner who wants everything does not keep another one waiting`() async throws {
        try await withPool(size: 4) { pool in
            let (large, small) = (UUID(), UUID())
            let flood = AsyncStream.makeStream(of: Void.self)
            let finished = Counter()
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 0..<100 {
                    group.addTask {
                        flood.continuation.yield()
                        _ = try await pool.run(["select pg_sleep(0.02)"], owner: large, deadline: soon)
                        finished.value.add(1, ordering: .relaxed)
                    }
                }
                var started = 0
                for await _ in flood.stream {
                    started += 1
                    if started == 100 { break }
                }
                let before = finished.value.load(ordering: .relaxed)
                _ = try await pool.run(["select 1"], owner: small, deadline: soon)

                // In the order of asking the small one would come after all hundred.
                #expect(finished.value.load(ordering: .relaxed) - before < 40)
                try await group.waitForAll()
            }
        }
    }

    @Test func `a connection past its lifetime is replaced`() async throws {
        try await withPool(size: 1, lifetime: .milliseconds(50)) { pool in
            let first = try await pool.backend()
            try await Task.sleep(for: .milliseconds(100))
            #expect(try await pool.backend() != first)
        }
    }

    private func outcome(of number: Int, on pool: ConnectionPool) async -> String {
        let task = Task {
            try await pool.withTransaction(deadline: soon) { transaction in
                try await transaction.query("select pg_sleep(0.01), \(number) as v")[0].get("v", as: Int.self)
            }
        }
        if number.isMultiple(of: 2) {
            // Some before they wait, some while they wait, some while they run.
            if number.isMultiple(of: 4) {
                await Task.yield()
            } else {
                try? await Task.sleep(for: .milliseconds(number))
            }
            task.cancel()
        }
        switch await task.result {
        case .success(let value): return value == number ? "right" : "wrong"
        case .failure(let error as PostgresError): return error.kind.rawValue
        case .failure(let error): return error is CancellationError ? "cancelled" : "\(error)"
        }
    }

    private func states(_ name: String) throws -> [String] {
        try TestServer.shared.psql(
            "select coalesce(state, '-') from pg_stat_activity where application_name = '\(name)'",
            on: "postgres"
        ).split(separator: "\n").map(String.init)
    }
}

private final class Counter: Sendable {
    let value = Atomic(0)
}
