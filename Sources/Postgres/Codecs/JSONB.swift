import FoundationEssentials

/// A JSON document, kept as its text.
public struct JSONB: Hashable, Sendable {
    /// The document in UTF-8.
    public let text: String

    /// A document that is already text; the server checks it.
    public init(text: String) {
        self.text = text
    }

    /// The document of a value. Keys are sorted, so that equal values give equal texts.
    public init(encoding value: some Encodable) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        encoder.dateEncodingStrategy = .iso8601
        self.text = String(decoding: try encoder.encode(value), as: UTF8.self)
    }

    /// The value that the document holds. Dates are ISO 8601.
    public func decode<Value: Decodable>(_ type: Value.Type = Value.self) throws -> Value {
        let decoder = JSONDecoder()
        decoder.dateDecodingStrategy = .iso8601
        return try decoder.decode(type, from: Data(text.utf8))
    }
}

extension JSONB: PostgresCodable {
    /// `jsonb`
    public static var postgresType: PostgresType { .jsonb }
    /// `jsonb[]`
    public static var postgresArrayType: PostgresType { .jsonbArray }

    /// Writes the version of the binary form, then the text.
    public func encode(into buffer: inout PostgresBuffer) {
        buffer.write(1 as UInt8)
        buffer.write(bytes: text.utf8)
    }

    /// Reads `jsonb` and `json`.
    public init(from cell: PostgresCell) throws {
        let bytes: Slice<UnsafeRawBufferPointer>
        switch cell.type {
        case .jsonb: bytes = cell.bytes.dropFirst()
        case .json: bytes = cell.bytes[...]
        default: throw PostgresMismatch("JSONB")
        }
        guard let text = String(validating: bytes, as: UTF8.self) else { throw PostgresMismatch("JSONB in UTF-8") }
        self.text = text
    }
}
