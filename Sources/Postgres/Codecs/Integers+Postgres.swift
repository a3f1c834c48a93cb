extension PostgresCell {
    /// Any integer type of the server, or a `numeric` without a fraction (the sum of a `bigint` column is one).
    fileprivate func anyInteger<Integer: FixedWidthInteger>(_: Integer.Type) throws -> Integer {
        let wide: Int64
        switch type {
        case .int8: wide = try integer()
        case .int4: wide = Int64(try integer(as: Int32.self))
        case .int2: wide = Int64(try integer(as: Int16.self))
        case .oid: wide = Int64(try integer(as: UInt32.self))
        case .numeric:
            guard let whole = Integer(try PostgresNumeric(from: self).withoutZeroFraction) else {
                throw PostgresMismatch("a whole \(Integer.self)")
            }
            return whole
        default: throw PostgresMismatch("\(Integer.self)")
        }
        guard let value = Integer(exactly: wide) else { throw PostgresMismatch("a value that fits \(Integer.self)") }
        return value
    }
}

extension Int16: PostgresCodable {
    /// `smallint`
    public static var postgresType: PostgresType { .int2 }
    /// `smallint[]`
    public static var postgresArrayType: PostgresType { .int2Array }
    /// Writes two bytes.
    public func encode(into buffer: inout PostgresBuffer) { buffer.write(self) }
    /// Reads any integer that fits.
    public init(from cell: PostgresCell) throws { self = try cell.anyInteger(Self.self) }
}

extension Int32: PostgresCodable {
    /// `integer`
    public static var postgresType: PostgresType { .int4 }
    /// `integer[]`
    public static var postgresArrayType: PostgresType { .int4Array }
    /// Writes four bytes.
    public func encode(into buffer: inout PostgresBuffer) { buffer.write(self) }
    /// Reads any integer that fits.
    public init(from cell: PostgresCell) throws { self = try cell.anyInteger(Self.self) }
}

extension Int64: PostgresCodable {
    /// `bigint`
    public static var postgresType: PostgresType { .int8 }
    /// `bigint[]`
    public static var postgresArrayType: PostgresType { .int8Array }
    /// Writes eight bytes.
    public func encode(into buffer: inout PostgresBuffer) { buffer.write(self) }
    /// Reads any integer.
    public init(from cell: PostgresCell) throws { self = try cell.anyInteger(Self.self) }
}

extension Int: PostgresCodable {
    /// `bigint`
    public static var postgresType: PostgresType { .int8 }
    /// `bigint[]`
    public static var postgresArrayType: PostgresType { .int8Array }
    /// Writes eight bytes.
    public func encode(into buffer: inout PostgresBuffer) { buffer.write(Int64(self)) }
    /// Reads any integer.
    public init(from cell: PostgresCell) throws { self = try cell.anyInteger(Self.self) }
}
