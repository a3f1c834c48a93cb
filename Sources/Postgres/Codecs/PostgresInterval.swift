/// `interval`: months, days and microseconds, which the calendar does not let us add up.
public struct PostgresInterval: Hashable, Sendable {
    /// Whole months; years are twelve.
    public var months: Int32
    /// Whole days, of 23 to 25 hours.
    public var days: Int32
    /// The rest, in microseconds.
    public var microseconds: Int64

    /// An interval of the given parts.
    public init(months: Int32 = 0, days: Int32 = 0, microseconds: Int64 = 0) {
        self.months = months
        self.days = days
        self.microseconds = microseconds
    }
}

extension PostgresInterval: PostgresCodable {
    /// `interval`
    public static var postgresType: PostgresType { .interval }
    /// `interval[]`
    public static var postgresArrayType: PostgresType { .intervalArray }

    /// Writes microseconds, days, months.
    public func encode(into buffer: inout PostgresBuffer) {
        buffer.write(microseconds)
        buffer.write(days)
        buffer.write(months)
    }

    /// Reads `interval`.
    public init(from cell: PostgresCell) throws {
        guard cell.type == .interval else { throw PostgresMismatch("PostgresInterval") }
        self.init(
            months: try cell.integer(at: 12),
            days: try cell.integer(at: 8),
            microseconds: try cell.integer(at: 0)
        )
    }
}

extension Duration: PostgresCodable {
    /// `interval`
    public static var postgresType: PostgresType { .interval }
    /// `interval[]`
    public static var postgresArrayType: PostgresType { .intervalArray }

    /// Writes an interval of microseconds only, rounded down.
    public func encode(into buffer: inout PostgresBuffer) {
        let (seconds, attoseconds) = components
        let whole = seconds.multipliedReportingOverflow(by: 1_000_000)
        let microseconds = whole.partialValue.addingReportingOverflow(attoseconds / 1_000_000_000_000)
        let overflow = whole.overflow || microseconds.overflow
        let limit = seconds < 0 ? Int64.min : Int64.max
        PostgresInterval(microseconds: overflow ? limit : microseconds.partialValue).encode(into: &buffer)
    }

    /// Reads an `interval` that has no days and months.
    public init(from cell: PostgresCell) throws {
        let interval = try PostgresInterval(from: cell)
        guard interval.months == 0, interval.days == 0 else {
            throw PostgresMismatch("Duration without days or months")
        }
        self = .microseconds(interval.microseconds)
    }
}
