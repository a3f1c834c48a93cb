/// Why a text is not JSON that this API reads.
struct JSONParsingError: Error, Equatable {
    /// What is wrong, for people.
    let reason: String
    /// Bytes before the place where it is wrong.
    let offset: Int
}

/// Reads RFC 8259 JSON strictly: UTF-8, no duplicate names, no lone surrogates, no number that a double cannot hold.
///
/// JSONDecoder takes the last of two equal names and does not say where an unknown one stands; a gate needs both.
struct JSONParser {
    /// The deepest nesting that is read.
    static let depthLimit = 32

    private let text: UnsafeBufferPointer<UInt8>
    private var position = 0

    /// The value of a whole text.
    static func parse(_ bytes: UnsafeBufferPointer<UInt8>) throws(JSONParsingError) -> JSON {
        var parser = JSONParser(text: bytes)
        let value = try parser.value(depth: 0)
        parser.skipSpace()
        guard parser.position == bytes.count else { throw parser.error("text after the end") }
        return value
    }

    /// The value of a whole text.
    static func parse(_ bytes: [UInt8]) throws(JSONParsingError) -> JSON {
        let result = bytes.withUnsafeBufferPointer { buffer in
            Result { () throws(JSONParsingError) in try parse(buffer) }
        }
        return try result.get()
    }

    private init(text: UnsafeBufferPointer<UInt8>) {
        self.text = text
    }

    private func error(_ reason: String) -> JSONParsingError {
        JSONParsingError(reason: reason, offset: position)
    }

    private var current: UInt8? { position < text.count ? text[position] : nil }

    private mutating func skipSpace() {
        while let byte = current, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { position += 1 }
    }

    private mutating func take(_ byte: UInt8) -> Bool {
        guard current == byte else { return false }
        position += 1
        return true
    }

    private mutating func value(depth: Int) throws(JSONParsingError) -> JSON {
        guard depth <= Self.depthLimit else { throw error("nested too deeply") }
        skipSpace()
        switch current {
        case UInt8(ascii: "{"): return try object(depth: depth)
        case UInt8(ascii: "["): return try array(depth: depth)
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "t"): return try word("true", .bool(true))
        case UInt8(ascii: "f"): return try word("false", .bool(false))
        case UInt8(ascii: "n"): return try word("null", .null)
        case nil: throw error("the text ends too early")
        default: return try number()
        }
    }

    private mutating func word(_ word: StaticString, _ value: JSON) throws(JSONParsingError) -> JSON {
        let length = word.utf8CodeUnitCount
        let fits =
            position + length <= text.count
            && word.withUTF8Buffer { $0.elementsEqual(text[position..<position + length]) }
        guard fits else { throw error("not a JSON value") }
        position += length
        return value
    }

    private mutating func object(depth: Int) throws(JSONParsingError) -> JSON {
        position += 1
        var members: [JSON.Member] = []
        var names: Set<String> = []
        skipSpace()
        if take(UInt8(ascii: "}")) { return .object([]) }
        repeat {
            skipSpace()
            guard current == UInt8(ascii: "\"") else { throw error("a name is missing") }
            let name = try string()
            guard names.insert(name).inserted else { throw error("the same name twice in one object") }
            skipSpace()
            guard take(UInt8(ascii: ":")) else { throw error("a colon is missing") }
            members.append(JSON.Member(name: name, value: try value(depth: depth + 1)))
            skipSpace()
        } while take(UInt8(ascii: ","))
        guard take(UInt8(ascii: "}")) else { throw error("a comma or a closing brace is missing") }
        return .object(members)
    }

    private mutating func array(depth: Int) throws(JSONParsingError) -> JSON {
        position += 1
        var elements: [JSON] = []
        skipSpace()
        if take(UInt8(ascii: "]")) { return .array([]) }
        repeat {
            elements.append(try value(depth: depth + 1))
            skipSpace()
        } while take(UInt8(ascii: ","))
        guard take(UInt8(ascii: "]")) else { throw error("a comma or a closing bracket is missing") }
        return .array(elements)
    }
}

extension JSONParser {
    private mutating func number() throws(JSONParsingError) -> JSON {
        let start = position
        _ = take(UInt8(ascii: "-"))
        let firstDigit = current
        let wholeDigits = digits()
        guard wholeDigits > 0, wholeDigits == 1 || firstDigit != UInt8(ascii: "0") else {
            throw error("not a JSON value")
        }
        var isWhole = true
        if take(UInt8(ascii: ".")) {
            isWhole = false
            guard digits() > 0 else { throw error("digits are missing after the point") }
        }
        if take(UInt8(ascii: "e")) || take(UInt8(ascii: "E")) {
            isWhole = false
            if !take(UInt8(ascii: "+")) { _ = take(UInt8(ascii: "-")) }
            guard digits() > 0 else { throw error("digits are missing in the exponent") }
        }
        guard position - start <= 64 else { throw error("a number of more than 64 characters") }
        let literal = String(decoding: text[start..<position], as: UTF8.self)
        if isWhole, let integer = Int64(literal) { return .integer(integer) }
        guard let double = Double(literal), double.isFinite else { throw error("the number is too large") }
        // JSON knows one kind of number: 1.0 and 1e0 are 1, as far as a double is exact.
        if abs(double) <= 0x1p53, let integer = Int64(exactly: double) { return .integer(integer) }
        return .number(double)
    }

    private mutating func digits() -> Int {
        let start = position
        while let byte = current, byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9") { position += 1 }
        return position - start
    }

    private mutating func string() throws(JSONParsingError) -> String {
        position += 1
        let start = position
        while let byte = current, byte != UInt8(ascii: "\""), byte != UInt8(ascii: "\\"), byte >= 0x20 { position += 1 }
        if current == UInt8(ascii: "\"") {
            let plain = try utf8(start..<position)
            position += 1
            return plain
        }
        var result = try utf8(start..<position)
        while !take(UInt8(ascii: "\"")) {
            if take(UInt8(ascii: "\\")) {
                result.unicodeScalars.append(try escaped())
            } else {
                result += try run()
            }
        }
        return result
    }

    /// Characters up to the next quote or escape.
    private mutating func run() throws(JSONParsingError) -> String {
        guard let first = current else { throw error("a string without an end") }
        guard first >= 0x20 else { throw error("a control character in a string") }
        let start = position
        while let byte = current, byte != UInt8(ascii: "\""), byte != UInt8(ascii: "\\"), byte >= 0x20 { position += 1 }
        return try utf8(start..<position)
    }

    private func utf8(_ range: Range<Int>) throws(JSONParsingError) -> String {
        let bytes = UnsafeBufferPointer(rebasing: text[range])
        guard let string = String(validating: bytes, as: UTF8.self) else { throw error("not UTF-8") }
        return string
    }

    private mutating func escaped() throws(JSONParsingError) -> Unicode.Scalar {
        guard let byte = current else { throw error("a string without an end") }
        position += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return Unicode.Scalar(byte)
        case UInt8(ascii: "b"): return "\u{8}"
        case UInt8(ascii: "f"): return "\u{C}"
        case UInt8(ascii: "n"): return "\n"
        case UInt8(ascii: "r"): return "\r"
        case UInt8(ascii: "t"): return "\t"
        case UInt8(ascii: "u"): return try unicodeEscape()
        default: throw error("an unknown escape")
        }
    }

    private mutating func unicodeEscape() throws(JSONParsingError) -> Unicode.Scalar {
        let first = try hexadecimal()
        if let scalar = Unicode.Scalar(first) { return scalar }
        guard first < 0xDC00, take(UInt8(ascii: "\\")), take(UInt8(ascii: "u")) else {
            throw error("half a surrogate pair")
        }
        let second = try hexadecimal()
        guard (0xDC00...0xDFFF).contains(second) else { throw error("half a surrogate pair") }
        let value = 0x10000 + (UInt32(first) - 0xD800) << 10 + (UInt32(second) - 0xDC00)
        guard let scalar = Unicode.Scalar(value) else { throw error("half a surrogate pair") }
        return scalar
    }

    private mutating func hexadecimal() throws(JSONParsingError) -> UInt16 {
        var value: UInt16 = 0
        for _ in 0..<4 {
            guard let byte = current, let digit = Character(Unicode.Scalar(byte)).hexDigitValue, byte < 0x80 else {
                throw error("four hexadecimal digits are missing")
            }
            value = value << 4 | UInt16(digit)
            position += 1
        }
        return value
    }
}
