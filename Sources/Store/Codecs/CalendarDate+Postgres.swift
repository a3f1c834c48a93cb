public import Domain
public import Postgres

extension CalendarDate: PostgresCodable {
    /// `date`
    public static var postgresType: PostgresType { .date }
    /// `date[]`
    public static var postgresArrayType: PostgresType { .dateArray }
    /// Writes days since 2000-01-01.
    public func encode(into buffer: inout PostgresBuffer) { DayNumber(value: Int32(dayNumber)).encode(into: &buffer) }

    /// Reads a `date` of the years 1 to 9999.
    public init(from cell: PostgresCell) throws {
        guard let day = CalendarDate(dayNumber: Int(try DayNumber(from: cell).value)) else {
            throw PostgresMismatch("CalendarDate of the years 1 to 9999")
        }
        self = day
    }
}
