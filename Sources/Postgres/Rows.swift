/// What one statement returned.
public struct Rows: Sendable {
    private let result: ServerResult
    private let columns: Columns

    init(result: ServerResult, columns: Columns) {
        self.result = result
        self.columns = columns
    }

    /// Rows that the command changed; for a query the rows that it returned.
    public var affected: Int { result.affectedRows }

    /// The name of the command that ran, with its counts: "INSERT 0 1", "COMMIT".
    public var commandTag: String { result.commandTag }
}

extension Rows: RandomAccessCollection {
    /// 0.
    public var startIndex: Int { 0 }
    /// The number of rows.
    public var endIndex: Int { result.rowCount }
    /// The row at a position.
    public subscript(position: Int) -> Row {
        precondition(position >= 0 && position < result.rowCount, "row \(position) of \(result.rowCount)")
        return Row(result: result, columns: columns, index: position)
    }
}
