public import FoundationEssentials

extension Date: PostgresCodable {
    /// Seconds from 2000-01-01 00:00 UTC, where the server counts from, to 2001-01-01, where Foundation does.
    private static let fromServerEpoch = 31_622_400.0

    /// `timestamptz`
    public static var postgresType: PostgresType { .timestamptz }
    /// `timestamptz[]`
    public static var postgresArrayType: PostgresType { .timestamptzArray }

    /// Writes microseconds, rounded to the nearest; beyond the server's range the first or last instant it has.
    public func encode(into buffer: inout PostgresBuffer) {
        let microseconds = ((timeIntervalSinceReferenceDate + Self.fromServerEpoch) * 1_000_000).rounded()
        // 4713 BC and 294276 AD.
        buffer.write(Int64(min(max(microseconds, -211_813_488_000_000_000), 9_223_371_331_199_998_976)))
    }

    /// Reads `timestamptz`; refuses infinity.
    public init(from cell: PostgresCell) throws {
        guard cell.type == .timestamptz else { throw PostgresMismatch("Date") }
        let microseconds = try cell.integer(as: Int64.self)
        guard microseconds != .max, microseconds != .min else { throw PostgresMismatch("a finite Date") }
        self.init(timeIntervalSinceReferenceDate: Double(microseconds) / 1_000_000 - Self.fromServerEpoch)
    }
}
