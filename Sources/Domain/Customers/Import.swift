public import FoundationEssentials

/// One file on its way in. Where it stands is saved with each batch, so an interrupted import goes on where it stopped.
public struct Import: Hashable, Sendable {
    /// The id of an import.
    public typealias ID = Identifier<Import>

    /// Its id.
    public let id: ID
    /// The operation that reports progress, for imports through the API.
    public let operationID: Operation.ID?
    /// The source of the rows' natural key.
    public let source: String
    /// Name of the file, without its folder.
    public let fileName: String
    /// Where it is in its life.
    public let state: State
    /// Size of the file, where known.
    public let bytesTotal: Int64?
    /// Bytes of the file read when the last batch was stored.
    public let bytesDone: Int64
    /// Bytes of the decoded text whose rows are stored.
    public let textDone: Int64
    /// Last physical line whose row is stored.
    public let line: Int64
    /// How many rows came to what end.
    public let rows: RowCounts
    /// Why it failed.
    public let problem: String?
    /// Start.
    public let createdAt: Date
    /// Last batch.
    public let updatedAt: Date
    /// End; nil while under way.
    public let finishedAt: Date?

    /// An import as it is kept.
    public init(
        id: ID,
        operationID: Operation.ID?,
        source: String,
        fileName: String,
        state: State,
        bytesTotal: Int64?,
        bytesDone: Int64,
        textDone: Int64,
        line: Int64,
        rows: RowCounts,
        problem: String?,
        createdAt: Date,
        updatedAt: Date,
        finishedAt: Date?
    ) {
        self.id = id
        self.operationID = operationID
        self.source = source
        self.fileName = fileName
        self.state = state
        self.bytesTotal = bytesTotal
        self.bytesDone = bytesDone
        self.textDone = textDone
        self.line = line
        self.rows = rows
        self.problem = problem
        self.createdAt = createdAt
        self.updatedAt = updatedAt
        self.finishedAt = finishedAt
    }

    /// Allowed length of a file's name, in code points.
    public static let fileNameLength = 1...255
    /// The source where nobody names one.
    public static let defaultSource = "import"
    /// Bytes of an uploaded file.
    public static let uploadLimit: Int64 = 1_073_741_824
    /// Bytes of an uploaded file that are kept together.
    public static let chunkLimit = 1_048_576
    /// Refused rows of one import that are kept in the database.
    public static let keptRejects = 100_000

    /// Where an import is in its life.
    public enum State: String, Hashable, Sendable, Codable, CaseIterable {
        /// Its file is still coming.
        case uploading
        /// Its rows are being stored, or will be when it is continued.
        case running
        /// Every row is stored or refused.
        case done
        /// Given up.
        case failed
        /// Stopped because somebody asked for it.
        case cancelled
    }

    /// How many rows came to what end.
    public struct RowCounts: Hashable, Sendable, Codable {
        /// Rows read.
        public var read: Int64
        /// Rows that were new.
        public var inserted: Int64
        /// Rows that were known already.
        public var unchanged: Int64
        /// Rows refused, each with a reason.
        public var rejected: Int64

        /// Counts of rows.
        public init(read: Int64 = 0, inserted: Int64 = 0, unchanged: Int64 = 0, rejected: Int64 = 0) {
            self.read = read
            self.inserted = inserted
            self.unchanged = unchanged
            self.rejected = rejected
        }
    }
}
