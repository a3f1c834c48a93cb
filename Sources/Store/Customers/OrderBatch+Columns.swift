public import Domain
public import Postgres

// Whole columns in the server's binary form, written without a Swift value for each cell.

extension TextColumn: PostgresEncodable {
    /// `text[]`
    public static var postgresType: PostgresType { .textArray }

    /// Writes the array.
    public func encode(into buffer: inout PostgresBuffer) {
        buffer.writeArrayHead(of: .text, count: count)
        var start = 0
        for end in ends {
            buffer.write(Int32(end - start))
            buffer.write(bytes: bytes[start..<end])
            start = end
        }
    }
}

/// Integers of one width, and clocks, which are integers too.
struct IntegerColumn<Integer: FixedWidthInteger & Sendable>: PostgresEncodable {
    static var postgresType: PostgresType { Integer.bitWidth == 64 ? .int8Array : .int4Array }

    let values: [Integer]

    func encode(into buffer: inout PostgresBuffer) {
        buffer.writeArrayHead(of: Integer.bitWidth == 64 ? .int8 : .int4, count: values.count)
        for value in values {
            buffer.write(Int32(Integer.bitWidth / 8))
            buffer.write(value)
        }
    }
}

/// Times of a clock without a time zone.
struct ClockColumn: PostgresEncodable {
    /// `timestamp[]`
    static let postgresType = PostgresType(oid: 1115)
    /// Microseconds from 1970-01-01 to 2000-01-01, from which the server counts.
    private static let serverEpoch: Int64 = 946_684_800_000_000

    /// Microseconds since 1970-01-01T00:00:00.
    let values: [Int64]

    func encode(into buffer: inout PostgresBuffer) {
        buffer.writeArrayHead(of: .timestamp, count: values.count)
        for value in values {
            buffer.write(Int32(8))
            buffer.write(value - Self.serverEpoch)
        }
    }
}

extension PostgresBuffer {
    /// Writes what stands before the elements of an array of one dimension without nulls.
    fileprivate mutating func writeArrayHead(of element: PostgresType, count: Int) {
        write(Int32(count == 0 ? 0 : 1))
        write(Int32(0))
        write(element.oid)
        guard count > 0 else { return }
        write(Int32(count))
        write(Int32(1))
    }
}

extension OrderBatch {
    /// The rows as a set that a statement reads: `row (position, code, number, ordered_at, amount_minor, quantity)`,
    /// where a clock that names no offset is the company's.
    func rows(in timeZone: String) -> SQL {
        """
        (
            select given.position, given.code, given.number, given.amount_minor, given.quantity,
                case when given.is_utc then given.clock at time zone 'UTC' else given.clock at time zone \(timeZone) end
                as ordered_at
            from unnest(
                \(customers), \(numbers), \(ClockColumn(values: clocks)), \(areUTC), \(IntegerColumn(values: amounts)),
                \(quantities)
            ) with ordinality as given (code, number, clock, is_utc, amount_minor, quantity, position)
        ) as row
        """
    }
}
