/// One row of a result.
public struct Row: Sendable {
    private let result: ServerResult
    private let columns: Columns
    private let index: Int

    init(result: ServerResult, columns: Columns, index: Int) {
        self.result = result
        self.columns = columns
        self.index = index
    }

    /// The value of a column. An optional reads null as nil; anything else refuses it. Throws a `PostgresError` that
    /// names the column, what was expected and what was found, never the value.
    public func get<T: PostgresDecodable>(_ column: String, as type: T.Type = T.self) throws -> T {
        guard let position = columns.position(of: column) else {
            let known = columns.names.joined(separator: ", ")
            throw PostgresError(.decode, "there is no column \(column); there are: \(known)")
        }
        let found = columns.types[position]
        do {
            guard let bytes = result.bytes(row: index, column: position) else { return try T.fromNull() }
            return try T(from: PostgresCell(type: found, bytes: bytes))
        } catch let mismatch as PostgresMismatch {
            throw PostgresError(.decode, "column \(column): expected \(mismatch.expected), found \(found)")
        }
    }
}
