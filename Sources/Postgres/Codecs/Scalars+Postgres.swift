extension Double: PostgresCodable {
    /// `double precision`
    public static var postgresType: PostgresType { .float8 }
    /// `double precision[]`
    public static var postgresArrayType: PostgresType { .float8Array }
    /// Writes the IEEE 754 bits.
    public func encode(into buffer: inout PostgresBuffer) { buffer.write(bitPattern) }

    /// Reads `double precision`, `real`, or the nearest value to a `numeric`.
    public init(from cell: PostgresCell) throws {
        switch cell.type {
        case .float8: self = Double(bitPattern: try cell.integer())
        case .float4: self = Double(Float(bitPattern: try cell.integer()))
        case .numeric:
            guard let value = Double(try PostgresNumeric(from: cell).description) else {
                throw PostgresMismatch("Double")
            }
            self = value
        default: throw PostgresMismatch("Double")
        }
    }
}

extension Bool: PostgresCodable {
    /// `boolean`
    public static var postgresType: PostgresType { .bool }
    /// `boolean[]`
    public static var postgresArrayType: PostgresType { .boolArray }
    /// Writes one byte.
    public func encode(into buffer: inout PostgresBuffer) { buffer.write(self ? 1 as UInt8 : 0) }

    /// Reads `boolean`.
    public init(from cell: PostgresCell) throws {
        guard cell.type == .bool else { throw PostgresMismatch("Bool") }
        self = try cell.integer(as: UInt8.self) != 0
    }
}

extension String: PostgresCodable {
    /// `text`
    public static var postgresType: PostgresType { .text }
    /// `text[]`
    public static var postgresArrayType: PostgresType { .textArray }
    /// Writes UTF-8.
    public func encode(into buffer: inout PostgresBuffer) { buffer.write(bytes: utf8) }

    /// Reads any character type, enums and domains over text, and a `numeric` as its decimal.
    public init(from cell: PostgresCell) throws {
        switch cell.type {
        case .text, .varchar, .bpchar, .name, .char, .unknown, .json: break
        case .numeric:
            self = try PostgresNumeric(from: cell).description
            return
        default:
            // Types of the database's own (citext, enums) send their text; the ids below 16384 are built in.
            guard cell.type.oid >= 16_384 else { throw PostgresMismatch("String") }
        }
        self = try cell.bytes.withMemoryRebound(to: UInt8.self) { bytes throws(PostgresMismatch) in
            // Several times as fast as `String(validating:)`, which the standard library does not specialise.
            do throws(Unicode.UTF8.ValidationError) {
                return String(copying: try UTF8Span(validating: bytes.span))
            } catch {
                throw PostgresMismatch("String in UTF-8")
            }
        }
    }
}
