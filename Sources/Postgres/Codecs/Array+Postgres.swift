/// A type whose arrays the server knows.
public protocol PostgresArrayElement: Sendable {
    /// The type of an array of these.
    static var postgresArrayType: PostgresType { get }
    /// Appends the binary form of an array.
    static func encode(array: [Self], into buffer: inout PostgresBuffer)
    /// Reads an array of one dimension.
    static func decode(array cell: PostgresCell) throws -> [Self]
}

extension Array: PostgresEncodable where Element: PostgresArrayElement {
    /// The array type of the element.
    public static var postgresType: PostgresType { Element.postgresArrayType }
    /// Appends the array.
    @inlinable
    public func encode(into buffer: inout PostgresBuffer) {
        Element.encode(array: self, into: &buffer)
    }
}

extension Array: PostgresDecodable where Element: PostgresArrayElement {
    /// Reads an array of one dimension.
    public init(from cell: PostgresCell) throws {
        self = try Element.decode(array: cell)
    }
}

extension Optional: PostgresArrayElement
where Wrapped: PostgresEncodable & PostgresDecodable & PostgresArrayElement {
    /// The array type of the wrapped type.
    public static var postgresArrayType: PostgresType { Wrapped.postgresArrayType }
}

extension PostgresArrayElement where Self: PostgresEncodable & PostgresDecodable {
    /// Writes dimensions, whether there are nulls, the element type, the length and the lower bound, then each element.
    @inlinable
    public static func encode(array: [Self], into buffer: inout PostgresBuffer) {
        buffer.write(Int32(array.isEmpty ? 0 : 1))
        let nulls = buffer.written.count
        buffer.write(Int32(0))
        buffer.write(postgresType.oid)
        guard !array.isEmpty else { return }
        buffer.write(Int32(array.count))
        buffer.write(Int32(1))
        buffer.reserve(array.count * (4 + MemoryLayout<Self>.size))
        var hasNulls = false
        for element in array {
            if element.isNull {
                hasNulls = true
                buffer.write(Int32(-1))
            } else {
                buffer.writeWithLength { element.encode(into: &$0) }
            }
        }
        if hasNulls { buffer.overwrite(at: nulls, with: 1) }
    }

    /// Reads an array of one dimension.
    public static func decode(array cell: PostgresCell) throws -> [Self] {
        guard cell.type == postgresArrayType || cell.type.isArrayOfOwnType else {
            throw PostgresMismatch("[\(Self.self)]")
        }
        let dimensions = try cell.integer(as: Int32.self)
        guard dimensions > 0 else { return [] }
        guard dimensions == 1 else { throw PostgresMismatch("[\(Self.self)] of one dimension") }
        let type = PostgresType(oid: try cell.integer(at: 8))
        let count = Int(try cell.integer(at: 12, as: Int32.self))
        var values: [Self] = []
        values.reserveCapacity(min(count, cell.bytes.count / 4))
        var offset = 20
        for _ in 0..<count {
            let length = Int(try cell.integer(at: offset, as: Int32.self))
            offset += 4
            guard length >= 0 else {
                values.append(try fromNull())
                continue
            }
            guard offset + length <= cell.bytes.count else { throw PostgresMismatch("a whole array") }
            let bytes = UnsafeRawBufferPointer(rebasing: cell.bytes[offset..<offset + length])
            values.append(try Self(from: PostgresCell(type: type, bytes: bytes)))
            offset += length
        }
        return values
    }
}

extension PostgresType {
    /// Arrays whose type differs from what we would send, but whose elements are checked one by one.
    fileprivate var isArrayOfOwnType: Bool {
        switch oid {
        // name[], bpchar[], varchar[], oid[], numeric[], and every integer and text array read as a wider type.
        case 1003, 1014, 1015, 1028, 1231, 1005, 1007, 1016, 1009: true
        default: oid >= 16_384
        }
    }
}
