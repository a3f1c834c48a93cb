internal import CLibPQ

/// Owns one result of libpq: rows, or the outcome of a command. Immutable, so any thread may read it.
final class ServerResult: Sendable {
    private let handle: Handle

    init(_ handle: Handle) {
        self.handle = handle
    }

    deinit {
        PQclear(handle.pointer)
    }

    var status: ExecStatusType { PQresultStatus(handle.pointer) }
    var rowCount: Int { Int(PQntuples(handle.pointer)) }
    var columnCount: Int { Int(PQnfields(handle.pointer)) }

    /// Rows that the command changed or returned.
    var affectedRows: Int {
        guard let text = PQcmdTuples(handle.pointer) else { return 0 }
        return Int(String(cString: text)) ?? 0
    }

    /// The name of the command that ran: "INSERT 0 1", "ROLLBACK".
    var commandTag: String {
        PQcmdStatus(handle.pointer).map { String(cString: $0) } ?? ""
    }

    func columnName(_ column: Int) -> String {
        PQfname(handle.pointer, Int32(column)).map { String(cString: $0) } ?? ""
    }

    func columnType(_ column: Int) -> PostgresType {
        PostgresType(oid: PQftype(handle.pointer, Int32(column)))
    }

    /// The bytes of one value, or nil for null. Valid as long as this object.
    func bytes(row: Int, column: Int) -> UnsafeRawBufferPointer? {
        guard PQgetisnull(handle.pointer, Int32(row), Int32(column)) == 0 else { return nil }
        let start = PQgetvalue(handle.pointer, Int32(row), Int32(column))
        return UnsafeRawBufferPointer(start: start, count: Int(PQgetlength(handle.pointer, Int32(row), Int32(column))))
    }

    /// The error that the server or libpq reported in this result.
    var error: PostgresError {
        let sqlState = field("C")
        let fallback = PQresultErrorMessage(handle.pointer).map { String(cString: $0) } ?? ""
        let message = field("M") ?? fallback.trimmingNewlines
        var error = PostgresError(sqlState == nil ? .closed : .server, message)
        error.sqlState = sqlState
        error.constraint = field("n")
        error.table = field("t")
        error.column = field("c")
        error.detail = field("D")
        error.hint = field("H")
        error.serverFunction = field("R")
        return error
    }

    /// A field of the error report by its code in the protocol.
    private func field(_ code: Unicode.Scalar) -> String? {
        PQresultErrorField(handle.pointer, Int32(code.value)).map { String(cString: $0) }
    }
}

extension String {
    /// Without line ends at either end, which libpq appends to its messages.
    var trimmingNewlines: String {
        var rest = self[...]
        while rest.last?.isNewline == true { rest.removeLast() }
        while rest.first?.isNewline == true { rest.removeFirst() }
        return String(rest)
    }
}
