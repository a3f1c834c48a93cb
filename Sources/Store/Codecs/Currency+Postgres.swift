public import Domain
public import Postgres

extension Currency: PostgresCodable {
    /// `text`
    public static var postgresType: PostgresType { .text }
    /// `text[]`
    public static var postgresArrayType: PostgresType { .textArray }
    /// Writes the code.
    public func encode(into buffer: inout PostgresBuffer) { code.encode(into: &buffer) }

    /// Reads the code.
    public init(from cell: PostgresCell) throws {
        guard let currency = Currency(try String(from: cell)) else { throw PostgresMismatch("Currency") }
        self = currency
    }
}
