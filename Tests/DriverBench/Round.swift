import FoundationEssentials
import Glibc
import Logging
import Postgres

/// One round of measuring, on the data that scripts/bench-driver made.
struct Round: Sendable {
    /// As many as pgbench gets.
    static let connections = 8

    private let seconds: Double
    private let pool: ConnectionPool
    private let onReactor = ProcessInfo.processInfo.environment["BENCH_GLOBAL"] == nil

    init(seconds: Double) throws {
        self.seconds = seconds
        pool = try Self.pool("DATABASE_API_URL", size: Self.connections)
    }

    /// A customer by id.
    func reads() async throws -> Double {
        try await rate { pool, ids in
            try await pool.withTransaction(
                context: ids.entering,
                access: .readOnly,
                owner: ids.company,
                deadline: .after(.seconds(60))
            ) { transaction in
                let rows = try await transaction.query(
                    """
                    select \(BenchCustomer.columns) from app.customers
                    where company_id = \(ids.company) and id = \(ids.customer)
                    """
                )
                guard try rows.map(BenchCustomer.init(row:)).count == 1 else {
                    throw PostgresError(.noRow, "no customer")
                }
            }
        }
    }

    /// 50 customers in the order of their names, beginning anywhere.
    func lists() async throws -> Double {
        try await rate { pool, ids in
            try await pool.withTransaction(
                context: ids.entering,
                access: .readOnly,
                owner: ids.company,
                deadline: .after(.seconds(60))
            ) { transaction in
                let rows = try await transaction.query(
                    """
                    select \(BenchCustomer.columns), name_key from app.customers
                    where company_id = \(ids.company) and state = \("active")
                        and (name_key, id) > (\(ids.name), \(ids.customer))
                    order by name_key, id limit \(50)
                    """
                )
                _ = try rows.map { (try BenchCustomer(row: $0), try $0.get("name_key", as: String.self)) }
            }
        }
    }

    /// A contact of a customer, in one flush.
    func writes() async throws -> Double {
        try await rate { pool, ids in
            try await pool.withTransaction(
                context: ids.entering,
                owner: ids.company,
                deadline: .after(.seconds(60))
            ) { transaction in
                _ = try await transaction.commit(with: [
                    """
                    insert into app.contacts (company_id, id, customer_id, name)
                    values (\(ids.company), \(UUID()), \(ids.customer), \("Somebody"))
                    """
                ])
            }
        }
    }

    /// 100,000 contacts of one company, 10,000 in a statement.
    func bulk() async throws -> Double {
        let (ids, rows, batch) = (Numbered(100_000_000_000), 100_000, 10_000)
        _ = try await pool.run(["select 1"], deadline: .after(.seconds(60)))
        let start = ContinuousClock.now
        try await pool.withTransaction(context: ids.entering, deadline: .after(.seconds(60))) { transaction in
            for first in stride(from: 0, to: rows, by: batch) {
                let fresh = (0..<batch).map { _ in UUID() }
                let customers = (first..<first + batch).map { Numbered(100_000_000_000 + $0 % 10_000 * 100).customer }
                let names = (first..<first + batch).map { "Somebody \($0)" }
                try await transaction.query(
                    """
                    insert into app.contacts (company_id, id, customer_id, name)
                    select \(ids.company), id, customer_id, name
                    from unnest(\(fresh), \(customers), \(names)) as fresh (id, customer_id, name)
                    """
                )
            }
        }
        return Double(rows) / start.secondsToNow
    }

    /// Every customer of every company, decoded; the rate, and how many megabytes memory grew from the first tenth on.
    func stream() async throws -> (rate: Double, growth: Double) {
        let pool = try Self.pool("BENCH_SUPERUSER_URL", size: 1)
        let start = ContinuousClock.now
        let (rows, early) = try await pool.withTransaction(access: .readOnly, deadline: .never) { transaction in
            var (rows, early, bytes) = (0, 0.0, 0)
            let stream = transaction.stream("select \(BenchCustomer.columns) from app.customers")
            defer { stream.end() }
            while let some = try await stream.next() {
                for row in some { bytes += try BenchCustomer(row: row).name.utf8.count }
                if rows < 100_000, rows + some.count >= 100_000 { early = residentMegabytes() }
                rows += some.count
            }
            guard bytes > rows else { throw PostgresError(.noRow, "customers without names") }
            return (rows, early)
        }
        return (Double(rows) / start.secondsToNow, residentMegabytes() - early)
    }

    private static func pool(_ variable: String, size: Int) throws -> ConnectionPool {
        guard let address = ProcessInfo.processInfo.environment[variable] else {
            throw PostgresError(.misuse, "\(variable) is not set")
        }
        let settings = ServerSettings(address: address, applicationName: "driver bench")
        return try ConnectionPool(settings, size: size, logger: Logger(label: "bench"))
    }

    private func rate(_ transaction: @escaping @Sendable (ConnectionPool, Numbered) async throws -> Void) async throws
        -> Double
    {
        // Connections are open and statements prepared before it counts.
        _ = try await count(for: 0.3, transaction)
        let start = ContinuousClock.now
        let done = try await count(for: seconds, transaction)
        return Double(done) / start.secondsToNow
    }

    private func count(
        for seconds: Double,
        _ transaction: @escaping @Sendable (ConnectionPool, Numbered) async throws -> Void
    ) async throws -> Int {
        try await withThrowingTaskGroup(of: Int.self) { group in
            let end = ContinuousClock.now + .seconds(seconds)
            for _ in 0..<Self.connections {
                group.addTask(executorPreference: onReactor ? pool.executor : nil) {
                    var random = SplitMix(state: .random(in: 0 ... .max))
                    var done = 0
                    while ContinuousClock.now < end {
                        try await transaction(pool, Numbered(100_000_000_000 + Int(random.next() % 1_000_000)))
                        done += 1
                    }
                    return done
                }
            }
            return try await group.reduce(0, +)
        }
    }
}

extension Numbered {
    /// As `Store` enters a company.
    fileprivate var entering: SQL {
        let nobody = UUID(uuid: (0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0))
        return "app.enter(\(company), \(nobody), \("operator"), \("company"))"
    }
}

extension ContinuousClock.Instant {
    fileprivate var secondsToNow: Double {
        duration(to: .now) / .seconds(1)
    }
}

/// Resident memory of this process.
private func residentMegabytes() -> Double {
    guard let file = fopen("/proc/self/statm", "r") else { return 0 }
    defer { fclose(file) }
    var text = [CChar](repeating: 0, count: 128)
    let read = fread(&text, 1, 127, file)
    let words = String(decoding: text[..<read].map { UInt8(bitPattern: $0) }, as: UTF8.self).split(separator: " ")
    return words.count > 1 ? (Double(words[1]) ?? 0) * 4096 / 1_048_576 : 0
}
