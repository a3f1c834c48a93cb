package import Postgres

/// What queries are written with, inside a company and across companies.
package protocol StoreTransaction: Sendable {
    var transaction: Transaction { get }
}

extension StoreTransaction {
    /// The first row, if there is one.
    package func first<Value>(_ sql: SQL, _ decode: (Row) throws -> Value) async throws -> Value? {
        try await transaction.query(sql).first.map(decode)
    }

    /// The one row that must be there; throws `PostgresError` of kind `noRow` where there is none.
    package func one<Value>(_ sql: SQL, _ decode: (Row) throws -> Value) async throws -> Value {
        guard let row = try await transaction.query(sql).first else {
            throw PostgresError(.noRow, "there is no row in the result of: \(sql)")
        }
        return try decode(row)
    }

    /// All rows.
    package func all<Value>(_ sql: SQL, _ decode: (Row) throws -> Value) async throws -> [Value] {
        try await transaction.query(sql).map(decode)
    }

    /// Runs a statement; returns how many rows it changed or returned.
    @discardableResult
    package func execute(_ sql: SQL) async throws -> Int {
        try await transaction.query(sql).affected
    }

    /// Runs several statements with one flush; returns how many rows each changed or returned.
    @discardableResult
    package func execute(_ statements: [SQL]) async throws -> [Int] {
        try await transaction.batch(statements).map(\.affected)
    }

    /// Runs several queries with one flush and returns the rows of each.
    package func batch(_ statements: [SQL]) async throws -> [Rows] {
        try await transaction.batch(statements)
    }

    /// Passes on what `COPY … TO STDOUT` sends, whole lines at a time, in bounded memory however much there is; returns
    /// the number of rows. Otherwise as `stream`.
    package func copy(
        _ sql: SQL,
        isolation: isolated (any Actor)? = #isolation,
        _ each: ([UInt8]) async throws -> Void
    ) async throws -> Int {
        let stream = try await transaction.copy(sql)
        defer { stream.end() }
        while let lines = try await stream.next() { try await each(lines) }
        return stream.rows ?? 0
    }

    /// Passes on the rows one at a time, in bounded memory however many there are. Meanwhile no other statement can run
    /// in this transaction, and it is not run again by itself.
    package func stream<Value>(
        _ sql: SQL,
        _ decode: (Row) throws -> Value,
        isolation: isolated (any Actor)? = #isolation,
        _ each: (Value) async throws -> Void
    ) async throws {
        let stream = transaction.stream(sql)
        defer { stream.end() }
        while let rows = try await stream.next() {
            for row in rows { try await each(decode(row)) }
        }
    }
}
