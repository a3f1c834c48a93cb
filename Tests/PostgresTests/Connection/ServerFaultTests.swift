import FoundationEssentials
import Glibc
import Logging
import Postgres
import Synchronization
import TestSupport
import Testing

/// Errors that the server itself runs into, and what is left behind after all that can go wrong.
@Suite(.serialized) struct ServerFaultTests {
    @Test func `a full disk is an error of the statement, and the connection serves on`() async throws {
        try await withPool(size: 1) { pool in
            let backend = try await pool.backend()
            let error = try await failure {
                // A device that is always full stands for the disk.
                _ = try await pool.run(["copy (select generate_series(1, 100000)) to '/dev/full'"], deadline: soon)
            }
            #expect(error.sqlState == "53100")
            #expect(try await pool.backend() == backend)
        }
    }

    @Test func `a server out of memory is an error of the statement, and the connection serves on`() async throws {
        try await withPool(size: 1) { pool in
            let backend = try await pool.backend()
            let error = try await failure {
                try await pool.withTransaction(deadline: soon) {
                    // More locks than the server has shared memory for.
                    try await $0.query("select count(pg_advisory_xact_lock(g)) from generate_series(1, 1000000) g")
                }
            }
            #expect(error.sqlState == "53200")
            #expect(try await pool.backend() == backend)
        }
    }

    @Test func `where the server takes no more connections, those that there are serve all`() async throws {
        let role = "limited_\(UInt32.random(in: 0 ... .max))"
        let secret = TestServer.shared.url.password() ?? ""
        try TestServer.shared.psql("create role \(role) login connection limit 1 password '\(secret)'", on: "postgres")
        try await withPool(size: 4, address: TestServer.shared.address(of: "postgres", role: role)) { pool in
            _ = try await pool.backend()
            let backends = try await withThrowingTaskGroup(of: Int.self) { group in
                for _ in 0..<8 {
                    group.addTask {
                        try await pool.withConnection(deadline: soon) {
                            try await $0.query("select pg_backend_pid() as pid, pg_sleep(0.01)")[0].get(
                                "pid",
                                as: Int.self
                            )
                        }
                    }
                }
                return try await group.reduce(into: Set<Int>()) { $0.insert($1) }
            }
            #expect(backends.count == 1)
        }
        try TestServer.shared.psql("drop role \(role)", on: "postgres")
    }

    @Test func `a backend that ends between the parts of a transaction never lets the commit pass`() async throws {
        try await withPool(size: 1) { pool in
            let error = try await failure {
                try await pool.withTransaction(deadline: soon) { transaction in
                    let row = try await transaction.query("select pg_backend_pid() as pid")[0]
                    try terminate(try row.get("pid"))
                    _ = try await transaction.commit(with: ["select 1"])
                }
            }
            #expect(error.isLossOfConnection)
            try await expectValue(1, of: "select 1 as v", as: Int.self, on: pool)
        }
    }

    @Test func `what the server notices is logged`() async throws {
        let log = LogKeeper()
        let settings = ServerSettings(address: TestServer.shared.address(of: "postgres"), applicationName: "notices")
        let pool = try ConnectionPool(settings, size: 1, logger: Logger(label: "test") { _ in log })
        _ = try await pool.run(["do $$ begin raise notice 'a word'; end $$"], deadline: soon)
        try await eventually("the notice is in the log") { log.notices == ["a word"] }
        await pool.close()
    }

    @Test func `a thousand broken, cancelled and refused attempts leave no descriptor and no backend`() async throws {
        // What is made once and stays: the reactor, the first log line.
        try await withPool(size: 1) { _ = try await $0.backend() }
        let before = descriptors()
        let name = "leaving nothing"
        try await withPool(size: 8, applicationName: name) { pool in
            await withTaskGroup { group in
                for number in 0..<1000 {
                    group.addTask {
                        let task = Task { try await pool.run([attempt(number)], deadline: .after(.seconds(30))) }
                        if number % 3 == 0 { task.cancel() }
                        _ = try? await task.value  // fails on purpose, in every way
                    }
                }
            }
            try await expectValue(1, of: "select 1 as v", as: Int.self, on: pool)
        }
        for _ in 0..<50 {
            try await withPool(size: 2, address: "postgresql://nobody@127.0.0.1:1/none") { pool in
                try await expectFailure(.connect) { _ = try await pool.row("select 1") }
            }
        }
        try await eventually("no descriptor is left") { descriptors() <= before }
        try await eventually("no backend is left") {
            try TestServer.shared.psql(
                "select count(*) from pg_stat_activity where application_name = '\(name)'",
                on: "postgres"
            ) == "0"
        }
    }

    @Test func `no program that we start inherits a connection`() async throws {
        try await withPool(size: 2) { pool in
            _ = try await pool.backend()
            let ours = (Int32(3)..<1024).filter(isConnection)
            #expect(!ours.isEmpty)
            #expect(ours.allSatisfy { fcntl($0, F_GETFD) & FD_CLOEXEC != 0 })
        }
    }

    private func attempt(_ number: Int) -> SQL {
        switch number % 50 {
        case 0: "select pg_terminate_backend(pg_backend_pid())"
        case 1...10: "select 1 / 0"
        case 11...20: "select pg_sleep(0.01)"
        default: "select repeat('x', 10000)"
        }
    }

    private func descriptors() -> Int {
        (Int32(0)..<1024).count { fcntl($0, F_GETFD) >= 0 }
    }

    /// Whether a descriptor is a connection to the server of this run.
    private func isConnection(_ descriptor: Int32) -> Bool {
        var address = sockaddr_in()
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let status = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { getpeername(descriptor, $0, &length) }
        }
        return status == 0 && Int(UInt16(bigEndian: address.sin_port)) == TestServer.shared.url.port
    }
}

/// Keeps what is logged about notices.
private final class LogKeeper: LogHandler {
    private let kept = Mutex<[String]>([])

    var notices: [String] { kept.withLock { $0 } }

    var metadata: Logger.Metadata {
        get { [:] }
        set {}
    }
    var logLevel: Logger.Level {
        get { .info }
        set {}
    }
    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { nil }
        set {}
    }

    func log(event: LogEvent) {
        guard let notice = event.metadata?["notice"] else { return }
        kept.withLock { $0.append("\(notice)") }
    }
}
