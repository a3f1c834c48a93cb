/// The values of a statement, already in the server's binary form, in one buffer.
struct Parameters: Sendable {
    /// Where one value lies in the buffer; null has no range.
    struct Value: Sendable {
        let type: PostgresType
        let range: Range<Int>?
    }

    private(set) var values: [Value] = []
    private var buffer = PostgresBuffer()

    var types: [PostgresType] { values.map(\.type) }

    mutating func append<T: PostgresEncodable>(_ value: T) {
        let start = buffer.bytes.count
        if value.isNull {
            values.append(Value(type: T.postgresType, range: nil))
        } else {
            value.encode(into: &buffer)
            values.append(Value(type: T.postgresType, range: start..<buffer.bytes.count))
        }
    }

    mutating func append(_ other: Parameters) {
        guard !other.values.isEmpty else { return }
        let shift = buffer.bytes.count
        buffer.write(bytes: other.buffer.bytes)
        for value in other.values {
            let range = value.range.map { $0.lowerBound + shift..<$0.upperBound + shift }
            values.append(Value(type: value.type, range: range))
        }
    }

    /// The bytes that the ranges point into.
    var bytes: [UInt8] { buffer.bytes }
}
