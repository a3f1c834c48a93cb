/// Why a whole file cannot be imported, or not to its end.
public enum ImportFault: DomainError, Hashable {
    /// The file has no header line.
    case empty
    /// The header is in no readable encoding.
    case headerEncoding
    /// The file is UTF-16.
    case utf16
    /// The header has one column only, and holds another delimiter so many times.
    case wrongDelimiter(used: String, found: String)
    /// Two columns have the same header; positions count from 1.
    case duplicateHeader(String, first: Int, second: Int)
    /// Two columns mean the same field.
    case ambiguousHeader(OrderField, String, String)
    /// No column means these fields.
    case missingColumns([OrderField], found: [String])
    /// A mapping names a column that the file has not.
    case unknownColumn(String, found: [String])
    /// The header line is not a CSV record.
    case brokenHeader(CSVFault)
    /// Rows without an order number are numbered in memory, which ends here.
    case tooManyUnnumberedRows(limit: Int)
    /// The file is larger than an upload may be.
    case tooLarge(limit: Int)
    /// The same file is being imported by somebody else right now.
    case underWay

    /// What kind of refusal it is.
    public var kind: DomainErrorKind {
        switch self {
        case .tooLarge: .tooLarge
        case .underWay: .conflict
        default: .invalid
        }
    }

    /// Stable and dotted.
    public var code: String {
        switch self {
        case .empty: "import.empty"
        case .headerEncoding: "import.header_encoding"
        case .utf16: "import.utf16"
        case .wrongDelimiter: "import.wrong_delimiter"
        case .duplicateHeader: "import.duplicate_header"
        case .ambiguousHeader: "import.ambiguous_header"
        case .missingColumns: "import.missing_columns"
        case .unknownColumn: "import.unknown_column"
        case .brokenHeader: "import.broken_header"
        case .tooManyUnnumberedRows: "import.too_many_unnumbered_rows"
        case .tooLarge: "import.too_large"
        case .underWay: "import.under_way"
        }
    }

    /// One sentence that says what was found and what helps.
    public var message: String {
        switch self {
        case .empty: "The file is empty: it has no header line."
        case .headerEncoding: "The header is neither UTF-8 nor GB 18030; save the file as one of them."
        case .utf16: "The file is UTF-16; save it as UTF-8."
        case .wrongDelimiter(let used, let found):
            "The header has one column with the delimiter \(used), but holds \(found): name the delimiter of the file."
        case .duplicateHeader(let header, let first, let second):
            "Columns \(first) and \(second) have the same header “\(header)”."
        case .ambiguousHeader(let field, let first, let second):
            "Columns “\(first)” and “\(second)” both mean \(field.rawValue); map one of them."
        case .missingColumns(let fields, let found):
            "No column for \(fields.map(\.rawValue).joined(separator: ", ")); the header has: \(Self.list(found))."
        case .unknownColumn(let column, let found):
            "There is no column “\(column)” to map; the header has: \(Self.list(found))."
        case .brokenHeader(let fault): "The header is not a CSV record: \(fault.text(.english))."
        case .tooManyUnnumberedRows(let limit):
            "More than \(limit) rows without an order number; add a column with a number, or split the file."
        case .tooLarge(let limit): "The file is larger than \(limit) bytes."
        case .underWay: "This file is being imported already."
        }
    }

    private static func list(_ columns: [String]) -> String {
        columns.prefix(20).map { String($0.prefix(40)) }.joined(separator: ", ")
    }
}
