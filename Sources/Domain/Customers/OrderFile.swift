/// How an order file is to be read.
public struct OrderFileFormat: Sendable, Hashable, Codable {
    /// The byte between fields.
    public var delimiter: UInt8
    /// The encoding; nil finds it from the beginning of the file.
    public var encoding: TextEncoding?
    /// Columns named by the caller; they win over the known headers.
    public var mapping: [OrderField: String]

    /// Comma separated, in any encoding that is known, with known headers.
    public init(
        delimiter: UInt8 = UInt8(ascii: ","),
        encoding: TextEncoding? = nil,
        mapping: [OrderField: String] = [:]
    ) {
        self.delimiter = delimiter
        self.encoding = encoding
        self.mapping = mapping
    }

    /// The same text for the same format: part of what tells that a file was imported already.
    public var description: String {
        let columns = mapping.map { "\($0.key.rawValue)=\($0.value)" }.sorted().joined(separator: ",")
        return "delimiter=\(delimiter) encoding=\(encoding?.rawValue ?? "auto") columns=\(columns)"
    }
}

/// Reads an order file from chunks of bytes into batches of rows.
///
/// Push a chunk with ``feed(_:)``, then call ``next()`` until it returns nil; after the last chunk call ``end()`` and
/// drain again. Memory is bounded by a chunk, a batch and ``CSVLimits``, except that rows without an order number are
/// counted in memory.
public struct OrderFile {
    /// Good or refused rows after which a batch is full.
    public static let batchRows = 4000
    /// Bytes gathered before the encoding is guessed.
    private static let sampleBytes = 65_536

    /// The columns; nil until the header has been read.
    public private(set) var columns: OrderColumns?
    /// The encoding; nil until it is known.
    public private(set) var encoding: TextEncoding?
    /// Whether the file's last line has a line end; a file that was cut off has none.
    public var lastLineIsWhole: Bool { reader.endedWithLineEnd }

    private let format: OrderFileFormat
    private let currency: Currency
    private let storedText: Int
    private var decoder: GB18030Decoder?
    private var sample: [UInt8] = []
    private var reader: CSVReader
    private var rows: OrderRowReader?
    private var batch = OrderBatch()
    private var ended = false
    /// A record that was read and waits for the next batch.
    private var held: CSVReader.Event?

    /// - Parameters:
    ///   - currency: the company's.
    ///   - storedText: bytes of decoded text whose rows are stored already; a batch ends exactly there.
    public init(format: OrderFileFormat, currency: Currency, storedText: Int = 0) {
        self.format = format
        self.currency = currency
        self.storedText = storedText
        reader = CSVReader(delimiter: format.delimiter)
    }

    /// Takes the next bytes of the file.
    public mutating func feed(_ chunk: [UInt8]) throws(ImportFault) {
        if encoding != nil {
            decode(chunk)
        } else {
            sample += chunk
            if sample.count >= Self.sampleBytes { try begin() }
        }
    }

    /// Says that no bytes follow.
    public mutating func end() throws(ImportFault) {
        if encoding == nil { try begin() }
        if let decoder { reader.feed(decoder.finish()) }
        reader.end()
        ended = true
    }

    /// The next batch; nil when more bytes are needed or, after ``end()``, when there are none.
    public mutating func next() throws(ImportFault) -> OrderBatch? {
        while let event = held ?? reader.next() {
            guard rows != nil else {
                try readHeader(event)
                continue
            }
            // The rows of an order stay together: what comes next decides whether a full batch ends here.
            if held == nil, batch.rowsRead >= Self.batchRows, !isContinuation(event) {
                held = event
                return takeBatch()
            }
            held = nil
            take(event)
            batch.textEnd = reader.offset
            batch.lastLine = reader.line
            if rows?.isFull == true { throw .tooManyUnnumberedRows(limit: OrderNumbering.limit) }
            if reader.offset == storedText { return takeBatch() }
        }
        guard ended else { return nil }
        guard rows != nil else { throw .empty }
        return batch.rowsRead > 0 ? takeBatch() : nil
    }

    private mutating func begin() throws(ImportFault) {
        let found = if let named = format.encoding { named } else { try TextEncoding.detect(sample) }
        encoding = found
        if found == .gb18030 {
            guard let decoder = GB18030Decoder() else { throw .headerEncoding }
            self.decoder = decoder
        }
        let first = decoder.map { $0.decode(sample) } ?? sample
        sample = []
        let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
        reader.feed(first.starts(with: mark) ? first[3...] : first[...])
    }

    private mutating func decode(_ chunk: [UInt8]) {
        if let decoder {
            reader.feed(decoder.decode(chunk))
        } else {
            reader.feed(chunk)
        }
    }

    private mutating func readHeader(_ event: CSVReader.Event) throws(ImportFault) {
        if case .fault(let fault) = event { throw .brokenHeader(fault) }
        var header: [String] = []
        for index in 0..<reader.fieldCount {
            // The reason is lost on purpose: where in the header the text breaks helps nobody.
            let cell = reader.withField(index) { try? String(copying: UTF8Span(validating: $0)) }
            guard let cell, !cell.contains("\0") else { throw .headerEncoding }
            header.append(cell)
        }
        let found = try OrderColumns(header: header, mapping: format.mapping, delimiter: format.delimiter)
        columns = found
        rows = OrderRowReader(columns: found, currency: currency)
        batch = OrderBatch(textStart: reader.offset)
    }

    private mutating func take(_ event: CSVReader.Event) {
        do throws(RowFault) {
            if case .fault(let fault) = event { throw .csv(fault) }
            try rows?.append(reader, to: &batch)
        } catch {
            let line = reader.line
            batch.rejected.append(reader.withText { RejectedRow(line: line, fault: error, bytes: $0) })
        }
    }

    private func isContinuation(_ event: CSVReader.Event) -> Bool {
        event == .record && rows?.goesOn(reader, in: batch) == true
    }

    private mutating func takeBatch() -> OrderBatch {
        defer { batch = OrderBatch(textStart: batch.textEnd) }
        return batch
    }
}
