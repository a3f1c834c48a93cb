public import Domain
public import Postgres

extension CalendarDate: PostgresCodable {
    /// The number of 2000-01-01, from which the server counts days.
    private static let serverEpoch = 10_957

    /// `date`
    public static var postgresType: PostgresType { .date }
    /// `date[]`
    public static var postgresArrayType: PostgresType { .dateArray }
    /// Writes days since 2000-01-01.
    public func encode(into buffer: inout PostgresBuffer) { buffer.write(Int32(dayNumber - Self.serverEpoch)) }

    /// Reads a `date` of the years 1 to 9999.
    public init(from cell: PostgresCell) throws {
        guard cell.type == .date else { throw PostgresMismatch("CalendarDate") }
        guard let day = CalendarDate(dayNumber: Int(try cell.integer(as: Int32.self)) + Self.serverEpoch) else {
            throw PostgresMismatch("CalendarDate of the years 1 to 9999")
        }
        self = day
    }
}
