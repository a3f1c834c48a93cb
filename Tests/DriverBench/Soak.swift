import FoundationEssentials
import Glibc
import Logging
import Postgres

/// Everything that can be done with a connection, at random and for long, with cancels, deadlines and killed backends: for
/// AddressSanitizer, ThreadSanitizer and valgrind. What leaks or races is theirs to say; here every answer is checked, and
/// at the end every descriptor is closed.
struct Soak: Sendable {
    private static let tasks = 32
    private let seconds: Double
    private let pool: ConnectionPool

    init(seconds: Double) throws {
        self.seconds = seconds
        var logger = Logger(label: "soak")
        logger.logLevel = .critical
        guard let address = ProcessInfo.processInfo.environment["TEST_DATABASE_URL"] else {
            throw PostgresError(.misuse, "TEST_DATABASE_URL is not set")
        }
        let settings = ServerSettings(address: address, applicationName: "driver soak")
        pool = try ConnectionPool(settings, size: 4, lifetime: .seconds(5), logger: logger)
    }

    /// How often something succeeded, and how often it failed as it may.
    func run() async throws -> (done: Int, failed: Int) {
        _ = try await pool.run(["select 1"], deadline: .after(.seconds(60)))
        let before = descriptors()
        let counts = try await withThrowingTaskGroup(of: (Int, Int).self) { group in
            let end = ContinuousClock.now + .seconds(seconds)
            for number in 0..<Self.tasks {
                // Half of the tasks run on the reactor.
                group.addTask(executorPreference: number % 2 == 0 ? pool.executor : nil) { try await work(until: end) }
            }
            return try await group.reduce((0, 0)) { ($0.0 + $1.0, $0.1 + $1.1) }
        }
        await pool.close(within: .seconds(30))
        // The reactor's own descriptors remain, the connection that was counted does not.
        guard descriptors() <= before else {
            throw PostgresError(.misuse, "\(descriptors()) descriptors, \(before) before")
        }
        return counts
    }

    private func work(until end: ContinuousClock.Instant) async throws -> (Int, Int) {
        var (done, failed) = (0, 0)
        while ContinuousClock.now < end {
            let task = Task { try await one() }
            if Int.random(in: 0..<4) == 0 {
                try await Task.sleep(for: .microseconds(Int.random(in: 0..<3000)))
                task.cancel()
            }
            do {
                try await task.value
                done += 1
            } catch let error as PostgresError where Self.isExpected(error) {
                failed += 1
            } catch is CancellationError {
                failed += 1
            }
        }
        return (done, failed)
    }

    private static func isExpected(_ error: PostgresError) -> Bool {
        switch error.kind {
        case .cancelled, .deadline, .poolTimeout: true
        case .server: error.sqlState == "22012" || error.isLossOfConnection || error.sqlState == "57014"
        case .closed, .connect: error.isLossOfConnection || error.kind == .connect
        case .decode, .noRow, .misuse: false
        }
    }

    private func one() async throws {
        let number = Int.random(in: 0..<1_000_000)
        let deadline = Deadline.after(.milliseconds(Int.random(in: 1...20) == 1 ? 2 : 30_000))
        let access: TransactionAccess = [.readWrite, .readOnly, .snapshot].randomElement() ?? .readWrite
        try await pool.withTransaction(
            context: "set_config('app.n', \("\(number)"), true)",
            access: access,
            deadline: deadline
        ) {
            transaction in
            switch number % 8 {
            case 0, 1, 2: try check(try await transaction.query("select current_setting('app.n') as n"), number)
            case 3: try await stream(transaction)
            case 4 where access != .readOnly: try await copy(transaction)
            case 5: _ = try await transaction.batch(["select 1", "select 1 / (\(number % 2))", "select 3"])
            case 6: _ = try await transaction.query("select pg_sleep(0.002)")
            case 7 where number % 64 == 7:
                _ = try await transaction.query("select pg_terminate_backend(pg_backend_pid())")
            default:
                _ = try await transaction.query("select \(String(repeating: "x", count: number % 100_000)) as text")
            }
        }
    }

    private func check(_ rows: Rows, _ number: Int) throws {
        guard try rows[0].get("n", as: String.self) == "\(number)" else {
            throw PostgresError(.misuse, "another transaction's context")
        }
    }

    private func stream(_ transaction: Transaction) async throws {
        let stream = transaction.stream("select g, repeat('x', g % 1000) as text from generate_series(1, 3000) g")
        defer { stream.end() }
        var (expected, stop) = (1, Int.random(in: 1...6000))
        while expected < stop, let rows = try await stream.next() {
            for row in rows {
                guard try row.get("g", as: Int.self) == expected else {
                    throw PostgresError(.misuse, "rows out of order")
                }
                expected += 1
            }
        }
        stop = expected
    }

    private func copy(_ transaction: Transaction) async throws {
        let stream = try await transaction.copy(
            "copy (select repeat('x', 999) from generate_series(1, 1000)) to stdout"
        )
        defer { stream.end() }
        var bytes = 0
        while let more = try await stream.next() { bytes += more.count }
        guard bytes == 1_000_000 else { throw PostgresError(.misuse, "\(bytes) bytes were copied") }
    }

    private func descriptors() -> Int {
        var count = 0
        for descriptor in Int32(0)..<1024 where fcntl(descriptor, F_GETFD) >= 0 { count += 1 }
        return count
    }
}
