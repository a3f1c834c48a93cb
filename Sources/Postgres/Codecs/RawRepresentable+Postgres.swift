// Lets `extension TaskState: PostgresCodable {}` store an enum as its raw value.

extension PostgresEncodable where Self: RawRepresentable, RawValue: PostgresEncodable {
    /// The type of the raw value.
    public static var postgresType: PostgresType { RawValue.postgresType }
    /// Appends the raw value.
    public func encode(into buffer: inout PostgresBuffer) { rawValue.encode(into: &buffer) }
}

extension PostgresDecodable where Self: RawRepresentable, RawValue: PostgresDecodable {
    /// Reads the raw value; refuses one that the type does not know.
    public init(from cell: PostgresCell) throws {
        guard let value = Self(rawValue: try RawValue(from: cell)) else {
            throw PostgresMismatch("a known value of \(Self.self)")
        }
        self = value
    }
}

extension PostgresArrayElement where Self: RawRepresentable, RawValue: PostgresArrayElement {
    /// The array type of the raw value.
    public static var postgresArrayType: PostgresType { RawValue.postgresArrayType }
}
