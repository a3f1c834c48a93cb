import Postgres

/// A `date` as the number of days since 1970-01-01: what the histories of a million orders are read as, without year, month
/// and day of each.
struct DayNumber: Hashable, Sendable {
    /// Days since 1970-01-01; negative before.
    let value: Int32
}

extension DayNumber: PostgresCodable {
    /// `date`
    static var postgresType: PostgresType { .date }
    /// `date[]`
    static var postgresArrayType: PostgresType { .dateArray }
    /// Writes days since 2000-01-01.
    func encode(into buffer: inout PostgresBuffer) { buffer.write(value - Self.serverEpoch) }

    /// The number of 2000-01-01, from which the server counts days.
    static let serverEpoch: Int32 = 10_957

    /// Reads a `date`.
    init(from cell: PostgresCell) throws {
        guard cell.type == .date else { throw PostgresMismatch("DayNumber") }
        let (value, overflow) = try cell.integer(as: Int32.self).addingReportingOverflow(Self.serverEpoch)
        // The server's infinity is the largest number.
        guard !overflow else { throw PostgresMismatch("DayNumber") }
        self.value = value
    }
}
