import Logging
import Postgres
import TestSupport
import Testing

/// A pool on the server of this run, closed when the scope ends.
func withPool<Value>(
    size: Int = 4,
    address: String = TestServer.shared.address(of: "postgres"),
    applicationName: String = "postgres test",
    lifetime: Duration = .seconds(1800),
    preparesStatements: Bool = true,
    usesBlocks: Bool = false,
    isolation: isolated (any Actor)? = #isolation,
    _ body: (ConnectionPool) async throws -> Value
) async throws -> Value {
    let settings = ServerSettings(
        address: address,
        applicationName: applicationName,
        connectTimeout: .seconds(30),
        preparesStatements: preparesStatements,
        usesBlocks: usesBlocks
    )
    let pool = try ConnectionPool(settings, size: size, lifetime: lifetime, logger: quietLogger)
    do {
        let value = try await body(pool)
        await pool.close(within: .seconds(5))
        return value
    } catch {
        await pool.close(within: .seconds(5))
        throw error
    }
}

/// Says nothing: tests break things on purpose.
var quietLogger: Logger {
    var logger = Logger(label: "test")
    logger.logLevel = .critical
    return logger
}

/// Long enough for anything that a test expects to succeed.
var soon: Deadline { .after(.seconds(30)) }

extension ConnectionPool {
    /// The one row of a query outside any transaction.
    func row(_ sql: SQL, deadline: Deadline = soon) async throws -> Row {
        let rows = try await run([sql], deadline: deadline)[0]
        guard let row = rows.first else { throw PostgresError(.noRow, "no row") }
        return row
    }

    /// The process id of the one backend that a pool of size 1 has.
    func backend() async throws -> Int {
        try await row("select pg_backend_pid() as pid").get("pid")
    }
}

/// Records an issue unless the statements of one flush work, and the first returns no row.
func expectEmpty(
    _ statements: [SQL],
    on pool: ConnectionPool,
    sourceLocation: SourceLocation = #_sourceLocation
) async throws {
    let rows = try await pool.run(statements, deadline: soon)
    #expect(rows[0].isEmpty, sourceLocation: sourceLocation)
}

/// Records an issue unless a query's column `v` has a value.
func expectValue<Value: PostgresDecodable & Equatable>(
    _ value: Value,
    of sql: SQL,
    as: Value.Type,
    on pool: ConnectionPool,
    sourceLocation: SourceLocation = #_sourceLocation
) async throws {
    let found = try await pool.row(sql).get("v", as: Value.self)
    #expect(found == value, sourceLocation: sourceLocation)
}

/// Records an issue unless a closure throws an error of the given kind.
func expectFailure<Value>(
    _ kind: PostgresError.Kind,
    sourceLocation: SourceLocation = #_sourceLocation,
    of body: () async throws -> Value
) async throws {
    let found = try await failure(of: body)
    #expect(found.kind == kind, "\(found)", sourceLocation: sourceLocation)
}

/// The error that a closure throws.
func failure<Value>(of body: () async throws -> Value) async throws -> PostgresError {
    do {
        _ = try await body()
    } catch let error as PostgresError {
        return error
    }
    throw PostgresError(.misuse, "nothing was thrown")
}

/// Ends a backend from another connection.
func terminate(_ backend: Int) throws {
    _ = try TestServer.shared.psql("select pg_terminate_backend(\(backend))", on: "postgres")
}
