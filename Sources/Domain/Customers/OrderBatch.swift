/// A run of rows of an order file on its way to the database, column by column, as one statement takes them.
public struct OrderBatch: Sendable {
    /// The physical line of each row.
    public var lines: [Int64] = []
    /// The customer's code of each row.
    public var customers = TextColumn()
    /// The customer's name of each row; the code where the file names none.
    public var names = TextColumn()
    /// The order's number of each row.
    public var numbers = TextColumn()
    /// The clock of each row, in microseconds since 1970-01-01T00:00:00.
    public var clocks: [Int64] = []
    /// Whether that clock is UTC, rather than the company's.
    public var areUTC: [Bool] = []
    /// The amount of each row, in minor units of the company's currency.
    public var amounts: [Int64] = []
    /// Pieces of each row, where the file says.
    public var quantities: [Int32?] = []
    /// What was bought, where the file says.
    public var products = OrderLineColumns()
    /// Rows beyond the first of an order, which stand behind it in the file: a file with a product in each row has one
    /// row a line, and what they say is added up in the order's first row.
    public var continued: [ContinuedRow] = []
    /// The rows of the run that were refused.
    public var rejected: [RejectedRow] = []
    /// Bytes of the decoded text before the run.
    public var textStart = 0
    /// Bytes of the decoded text up to the end of the run.
    public var textEnd = 0
    /// The physical line on which the last row of the run begins.
    public var lastLine = 0

    /// A run that begins after so many bytes of text.
    public init(textStart: Int = 0) {
        self.textStart = textStart
        textEnd = textStart
    }

    /// Orders.
    public var count: Int { lines.count }
    /// Rows, good and refused.
    public var rowsRead: Int { lines.count + continued.count + rejected.count }

    /// The physical lines of the rows of each order.
    public var rowsByOrder: [[Int64]] {
        var rows = lines.map { [$0] }
        for row in continued { rows[row.order].append(row.line) }
        return rows
    }
}

/// A row of an import that was refused.
public struct RejectedRow: Sendable, Hashable {
    /// The physical line on which the row begins, from 1.
    public let line: Int64
    /// Why.
    public let fault: RowFault
    /// The row as it stands in the file, cut at ``textLength`` characters; what is not text is replaced by U+FFFD.
    public let text: String

    /// Characters kept of a row's text.
    public static let textLength = 1000

    /// A refusal.
    public init(line: Int64, fault: RowFault, text: String) {
        self.line = line
        self.fault = fault
        self.text = text
    }

    /// A refusal of the text of these bytes.
    init(line: Int, fault: RowFault, bytes: Span<UInt8>) {
        // A character takes at most four bytes; decoding no more than that keeps a long line cheap.
        let kept = bytes.extracting(first: min(bytes.count, Self.textLength * 4)).withUnsafeBufferPointer {
            String(decoding: $0, as: UTF8.self)
        }
        var scalars = String.UnicodeScalarView()
        for scalar in kept.unicodeScalars.prefix(Self.textLength) {
            scalars.append(scalar == "\0" ? "\u{FFFD}" : scalar)
        }
        self.init(line: Int64(line), fault: fault, text: String(scalars))
    }
}
