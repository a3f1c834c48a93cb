/// Where a field lies in the reader's buffer, without its quotes.
struct CSVField: Sendable {
    var start: Int
    var end: Int
    /// Whether it stands between quotes.
    var isQuoted: Bool
    /// Whether it holds doubled quotes that stand for one.
    var hasEscapes: Bool

    var count: Int { end - start }
}

/// The grammar of RFC 4180 over bytes: no state, no memory of its own.
enum CSVScan {
    /// What stands at a position.
    enum Outcome {
        /// An empty line that ends before this position.
        case blank(end: Int)
        /// A record that ends before this position and spans so many physical lines.
        case record(end: Int, lines: Int)
        /// A quoted field is followed by neither a delimiter nor a line end.
        case strayQuote
        /// The bytes end before the record does.
        case incomplete
    }

    static let quote = UInt8(ascii: "\"")
    static let lineFeed = UInt8(ascii: "\n")
    static let carriageReturn = UInt8(ascii: "\r")

    static func isLineEnd(_ byte: UInt8) -> Bool {
        byte == lineFeed || byte == carriageReturn
    }

    /// Reads the record that begins at `start` and leaves its fields in `fields`.
    static func scan(
        _ bytes: Span<UInt8>,
        from start: Int,
        delimiter: UInt8,
        ended: Bool,
        into fields: inout [CSVField]
    ) -> Outcome {
        fields.removeAll(keepingCapacity: true)
        var at = start
        var lines = 1
        while true {
            if at < bytes.count, bytes[at] == quote {
                guard let field = quoted(bytes, from: at + 1, ended: ended, lines: &lines) else { return .incomplete }
                fields.append(field)
                at = field.end + 1
            } else {
                let first = at
                while at < bytes.count, bytes[at] != delimiter, !isLineEnd(bytes[at]) { at += 1 }
                fields.append(CSVField(start: first, end: at, isQuoted: false, hasEscapes: false))
            }
            if at < bytes.count, bytes[at] == delimiter {
                at += 1
                continue
            }
            guard at == bytes.count || isLineEnd(bytes[at]) else { return .strayQuote }
            guard let end = lineEnd(bytes, from: at, ended: ended) else {
                return ended ? .record(end: at, lines: lines) : .incomplete
            }
            return at == start ? .blank(end: end) : .record(end: end, lines: lines)
        }
    }

    /// The position after the first line end at or after `start`; nil if there is none, or if a CR is the last byte so
    /// far and an LF may follow it.
    static func lineEnd(_ bytes: Span<UInt8>, from start: Int, ended: Bool) -> Int? {
        var at = start
        while at < bytes.count, !isLineEnd(bytes[at]) { at += 1 }
        guard at < bytes.count else { return nil }
        guard bytes[at] == carriageReturn else { return at + 1 }
        guard at + 1 < bytes.count else { return ended ? at + 1 : nil }
        return bytes[at + 1] == lineFeed ? at + 2 : at + 1
    }

    /// The text of a field in which every quote is doubled.
    static func unescape(_ bytes: Span<UInt8>) -> [UInt8] {
        var text: [UInt8] = []
        text.reserveCapacity(bytes.count)
        var at = 0
        while at < bytes.count {
            text.append(bytes[at])
            at += bytes[at] == quote ? 2 : 1
        }
        return text
    }

    /// The field whose opening quote stands before `start`, up to its closing quote; nil if the bytes end first.
    private static func quoted(_ bytes: Span<UInt8>, from start: Int, ended: Bool, lines: inout Int) -> CSVField? {
        var field = CSVField(start: start, end: start, isQuoted: true, hasEscapes: false)
        var at = start
        while at < bytes.count {
            if bytes[at] == quote {
                // The last byte so far may be the first half of a doubled quote.
                guard at + 1 < bytes.count || ended else { return nil }
                guard at + 1 < bytes.count, bytes[at + 1] == quote else {
                    field.end = at
                    return field
                }
                field.hasEscapes = true
                at += 2
                continue
            }
            if isLineEnd(bytes[at]), let next = lineEnd(bytes, from: at, ended: ended) {
                lines += 1
                at = next
            } else {
                at += 1
            }
        }
        return nil
    }
}
