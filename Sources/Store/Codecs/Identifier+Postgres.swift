public import Domain
import FoundationEssentials
public import Postgres

extension Identifier: PostgresCodable {
    /// `uuid`
    public static var postgresType: PostgresType { .uuid }
    /// `uuid[]`
    public static var postgresArrayType: PostgresType { .uuidArray }
    /// Writes the UUID.
    public func encode(into buffer: inout PostgresBuffer) { uuid.encode(into: &buffer) }
    /// Reads a UUID.
    public init(from cell: PostgresCell) throws { self.init(try UUID(from: cell)) }
}
