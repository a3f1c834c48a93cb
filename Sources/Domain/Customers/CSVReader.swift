/// Reads comma separated values by RFC 4180 from chunks of UTF-8 bytes, in bounded memory.
///
/// Push a chunk with ``feed(_:)``, then call ``next()`` until it returns nil; after the last chunk call ``end()`` and
/// drain again. Lines may end in LF, CR LF or CR; empty lines are skipped; a quote inside an unquoted field is text.
///
/// A broken record never takes good ones with it: the reader reports the physical line on which the record began and
/// goes on at the next physical line. A line of any length costs no more memory than ``CSVLimits/recordBytes``.
public struct CSVReader: Sendable {
    /// What ``next()`` found.
    public enum Event: Sendable, Hashable {
        /// A record; its fields are read with ``withField(_:_:)``.
        case record
        /// A line that is not a record.
        case fault(CSVFault)
    }

    /// The physical line, counted from 1, on which the last event begins.
    public private(set) var line = 0
    /// Bytes of the text up to the end of the last event.
    public private(set) var offset = 0
    /// Whether the last event ended with a line end, rather than with the end of the file.
    public private(set) var endedWithLineEnd = true

    private let delimiter: UInt8
    private let limits: CSVLimits
    private var buffer: [UInt8] = []
    private var event = 0..<0
    private var nextLine = 1
    private var fields: [CSVField] = []
    private var ended = false
    private var skipping = false

    /// - Parameter delimiter: the byte between fields.
    public init(delimiter: UInt8 = UInt8(ascii: ","), limits: CSVLimits = CSVLimits()) {
        self.delimiter = delimiter
        self.limits = limits
    }

    /// Fields of the last record.
    public var fieldCount: Int { fields.count }

    /// Appends a chunk of any size. Drain ``next()`` before the next chunk, or the chunks pile up.
    public mutating func feed(_ chunk: some Collection<UInt8>) {
        buffer.removeSubrange(..<event.upperBound)
        event = 0..<0
        guard skipping else {
            buffer.append(contentsOf: chunk)
            return
        }
        // CR alone ends a line too, but a line too long to hold is only left at LF: its CR may be data.
        guard let lineEnd = chunk.firstIndex(of: CSVScan.lineFeed) else {
            offset += chunk.count
            return
        }
        skipping = false
        nextLine += 1
        let rest = chunk[chunk.index(after: lineEnd)...]
        offset += chunk.count - rest.count
        buffer.append(contentsOf: rest)
    }

    /// Says that no chunk follows.
    public mutating func end() {
        ended = true
    }

    /// The next record or fault, or nil when more bytes are needed (or, after ``end()``, when there are none).
    public mutating func next() -> Event? {
        while true {
            let start = event.upperBound
            guard start < buffer.count else { return nil }
            switch scan(from: start) {
            case .blank(let end):
                advance(to: end, lines: 1)
            case .record(let end, let lines):
                if end - start > limits.recordBytes { return oversized() }
                advance(to: end, lines: lines)
                return fields.contains { $0.count > limits.fieldBytes } ? .fault(.fieldTooLong) : .record
            case .strayQuote:
                return fault(.strayQuote)
            case .incomplete:
                if buffer.count - start > limits.recordBytes { return oversized() }
                return ended ? fault(.truncated) : nil
            }
        }
    }

    /// Lends the bytes of one field of the last record, unescaped.
    ///
    /// - Parameter index: less than ``fieldCount``.
    public func withField<R, E: Error>(_ index: Int, _ body: (Span<UInt8>) throws(E) -> R) throws(E) -> R {
        let field = fields[index]
        guard field.hasEscapes else {
            return try body(buffer.span.extracting(field.start..<field.end))
        }
        let unescaped = CSVScan.unescape(buffer.span.extracting(field.start..<field.end))
        return try body(unescaped.span)
    }

    /// Whether a field of the last record stands between quotes.
    ///
    /// - Parameter index: less than ``fieldCount``.
    public func isQuoted(_ index: Int) -> Bool { fields[index].isQuoted }

    /// Lends the text of the last event as it stands in the file, without its line end; of a line too long to hold,
    /// its beginning.
    public func withText<R, E: Error>(_ body: (Span<UInt8>) throws(E) -> R) throws(E) -> R {
        var end = event.upperBound
        while end > event.lowerBound, CSVScan.isLineEnd(buffer[end - 1]) { end -= 1 }
        return try body(buffer.span.extracting(event.lowerBound..<end))
    }

    private mutating func scan(from start: Int) -> CSVScan.Outcome {
        // The buffer is lent out meanwhile, so the fields are taken out of self and put back.
        var found: [CSVField] = []
        swap(&found, &fields)
        let outcome = CSVScan.scan(buffer.span, from: start, delimiter: delimiter, ended: ended, into: &found)
        swap(&found, &fields)
        return outcome
    }

    private mutating func advance(to end: Int, lines: Int) {
        event = event.upperBound..<end
        line = nextLine
        nextLine += lines
        offset += event.count
        endedWithLineEnd = CSVScan.isLineEnd(buffer[end - 1])
    }

    /// Gives up the record that begins here: its first physical line is lost, the next one is read again.
    private mutating func fault(_ reason: CSVFault) -> Event? {
        let start = event.upperBound
        if let end = CSVScan.lineEnd(buffer.span, from: start, ended: ended) {
            advance(to: end, lines: 1)
        } else if ended {
            advance(to: buffer.count, lines: 0)
        } else if buffer.count - start > limits.recordBytes {
            skipping = true
            advance(to: buffer.count, lines: 0)
        } else {
            return nil
        }
        return .fault(reason)
    }

    private mutating func oversized() -> Event? {
        let start = event.upperBound
        guard let end = CSVScan.lineEnd(buffer.span, from: start, ended: ended) else { return fault(.lineTooLong) }
        return fault(end - start > limits.recordBytes ? .lineTooLong : .unclosedQuote)
    }
}
