public import FoundationEssentials

extension UUID: PostgresCodable {
    /// `uuid`
    public static var postgresType: PostgresType { .uuid }
    /// `uuid[]`
    public static var postgresArrayType: PostgresType { .uuidArray }
    /// Writes 16 bytes.
    public func encode(into buffer: inout PostgresBuffer) {
        withUnsafeBytes(of: uuid) { buffer.write(bytes: $0) }
    }

    /// Reads `uuid`.
    public init(from cell: PostgresCell) throws {
        guard cell.type == .uuid, cell.bytes.count == 16 else { throw PostgresMismatch("UUID") }
        self.init(uuid: cell.bytes.loadUnaligned(as: uuid_t.self))
    }
}

extension Data: PostgresCodable {
    /// `bytea`
    public static var postgresType: PostgresType { .bytea }
    /// `bytea[]`
    public static var postgresArrayType: PostgresType { .byteaArray }
    /// Writes the bytes.
    public func encode(into buffer: inout PostgresBuffer) { buffer.write(bytes: self) }

    /// Reads `bytea`.
    public init(from cell: PostgresCell) throws {
        guard cell.type == .bytea else { throw PostgresMismatch("Data") }
        self = Data(cell.bytes)
    }
}

extension UInt8: PostgresArrayElement {
    /// An array of bytes is `bytea`.
    public static var postgresArrayType: PostgresType { .bytea }
    /// Writes the bytes.
    public static func encode(array: [UInt8], into buffer: inout PostgresBuffer) { buffer.write(bytes: array) }

    /// Reads `bytea`.
    public static func decode(array cell: PostgresCell) throws -> [UInt8] {
        guard cell.type == .bytea else { throw PostgresMismatch("[UInt8]") }
        return Array(cell.bytes)
    }
}
