import CLibPQ
import Glibc
import Postgres
import TestSupport

/// libpq in the simplest way there is: one call after the other, each of which blocks, values as text. What the driver
/// does is compared with what this does. To be used by one task at a time.
final class BlockingConnection {
    private let connection: OpaquePointer

    init() throws {
        guard let connection = PQconnectdb(TestServer.shared.address(of: "postgres")) else {
            throw PostgresError(.connect, "out of memory")
        }
        self.connection = connection
        guard PQstatus(connection) == CONNECTION_OK else {
            throw PostgresError(.connect, "the oracle does not connect")
        }
    }

    deinit {
        PQfinish(connection)
    }

    /// What one statement gives: how many rows it touched and the first column of its first row, or its SQLSTATE.
    func run(_ text: String, _ values: [String] = []) -> Outcome {
        var pointers = values.map { UnsafePointer(strdup($0)) }
        defer { for pointer in pointers { free(UnsafeMutablePointer(mutating: pointer)) } }
        let result = PQexecParams(connection, text, Int32(values.count), nil, &pointers, nil, nil, 0)
        defer { PQclear(result) }
        if let state = PQresultErrorField(result, Int32(UInt8(ascii: "C"))) { return .failed(String(cString: state)) }
        let affected = PQcmdTuples(result).flatMap { Int(String(cString: $0)) } ?? 0
        guard PQntuples(result) > 0, PQgetisnull(result, 0, 0) == 0, let value = PQgetvalue(result, 0, 0) else {
            return .done(affected: affected, first: nil)
        }
        return .done(affected: affected, first: String(cString: value))
    }
}

/// What one statement gave.
enum Outcome: Equatable {
    case done(affected: Int, first: String?)
    case failed(String)
}
