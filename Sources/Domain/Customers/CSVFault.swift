/// Why a physical line of a CSV file is not a record.
public enum CSVFault: Sendable, Hashable {
    /// The line is longer than ``CSVLimits/recordBytes``.
    case lineTooLong
    /// A field is longer than ``CSVLimits/fieldBytes``.
    case fieldTooLong
    /// Text follows the closing quote of a field.
    case strayQuote
    /// A quoted field opened on this line does not close within ``CSVLimits/recordBytes``.
    case unclosedQuote
    /// The file ends inside a quoted field that was opened on this line.
    case truncated
}

/// How much of a file the reader is willing to hold; what exceeds it is refused, not buffered.
public struct CSVLimits: Sendable {
    /// Bytes of one field after its quotes are taken off.
    public var fieldBytes: Int
    /// Bytes of one record with its quotes, delimiters and line ends; the reader's memory is this and one chunk.
    public var recordBytes: Int

    /// The limits of an import, unless others are given: 64 KiB a field, 256 KiB a record.
    public init(fieldBytes: Int = 65_536, recordBytes: Int = 262_144) {
        self.fieldBytes = fieldBytes
        self.recordBytes = recordBytes
    }
}
