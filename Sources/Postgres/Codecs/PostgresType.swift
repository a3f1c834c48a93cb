/// A type of the server, by its object id. The built-in ids are the same in every installation.
public struct PostgresType: Hashable, Sendable {
    /// The object id in `pg_type`.
    public let oid: UInt32

    /// The type with this object id.
    public init(oid: UInt32) {
        self.oid = oid
    }

    /// `boolean`
    public static let bool = PostgresType(oid: 16)
    /// `bytea`
    public static let bytea = PostgresType(oid: 17)
    /// `"char"`
    public static let char = PostgresType(oid: 18)
    /// `name`
    public static let name = PostgresType(oid: 19)
    /// `bigint`
    public static let int8 = PostgresType(oid: 20)
    /// `smallint`
    public static let int2 = PostgresType(oid: 21)
    /// `integer`
    public static let int4 = PostgresType(oid: 23)
    /// `text`
    public static let text = PostgresType(oid: 25)
    /// `oid`
    public static let oid = PostgresType(oid: 26)
    /// `json`
    public static let json = PostgresType(oid: 114)
    /// `real`
    public static let float4 = PostgresType(oid: 700)
    /// `double precision`
    public static let float8 = PostgresType(oid: 701)
    /// a literal whose type nothing decided
    public static let unknown = PostgresType(oid: 705)
    /// `char(n)`
    public static let bpchar = PostgresType(oid: 1042)
    /// `varchar`
    public static let varchar = PostgresType(oid: 1043)
    /// `date`
    public static let date = PostgresType(oid: 1082)
    /// `timestamp without time zone`
    public static let timestamp = PostgresType(oid: 1114)
    /// `timestamp with time zone`
    public static let timestamptz = PostgresType(oid: 1184)
    /// `interval`
    public static let interval = PostgresType(oid: 1186)
    /// `numeric`
    public static let numeric = PostgresType(oid: 1700)
    /// `void`, the result of functions that return nothing
    public static let void = PostgresType(oid: 2278)
    /// `uuid`
    public static let uuid = PostgresType(oid: 2950)
    /// `jsonb`
    public static let jsonb = PostgresType(oid: 3802)

    /// `boolean[]`
    public static let boolArray = PostgresType(oid: 1000)
    /// `bytea[]`
    public static let byteaArray = PostgresType(oid: 1001)
    /// `smallint[]`
    public static let int2Array = PostgresType(oid: 1005)
    /// `integer[]`
    public static let int4Array = PostgresType(oid: 1007)
    /// `text[]`
    public static let textArray = PostgresType(oid: 1009)
    /// `bigint[]`
    public static let int8Array = PostgresType(oid: 1016)
    /// `double precision[]`
    public static let float8Array = PostgresType(oid: 1022)
    /// `date[]`
    public static let dateArray = PostgresType(oid: 1182)
    /// `timestamptz[]`
    public static let timestamptzArray = PostgresType(oid: 1185)
    /// `interval[]`
    public static let intervalArray = PostgresType(oid: 1187)
    /// `uuid[]`
    public static let uuidArray = PostgresType(oid: 2951)
    /// `jsonb[]`
    public static let jsonbArray = PostgresType(oid: 3807)
}

extension PostgresType: CustomStringConvertible {
    /// The SQL name of the types above; "type 12345" for others.
    public var description: String {
        Self.names[self] ?? "type \(oid)"
    }

    private static let names: [PostgresType: String] = [
        .bool: "boolean", .bytea: "bytea", .char: "\"char\"", .name: "name", .int8: "bigint", .int2: "smallint",
        .int4: "integer", .text: "text", .oid: "oid", .json: "json", .float4: "real", .float8: "double precision",
        .unknown: "unknown", .bpchar: "char", .varchar: "varchar", .date: "date", .timestamp: "timestamp",
        .timestamptz: "timestamptz", .interval: "interval", .numeric: "numeric", .void: "void", .uuid: "uuid",
        .jsonb: "jsonb", .boolArray: "boolean[]", .byteaArray: "bytea[]", .int2Array: "smallint[]",
        .int4Array: "integer[]", .textArray: "text[]", .int8Array: "bigint[]", .float8Array: "double precision[]",
        .dateArray: "date[]", .timestamptzArray: "timestamptz[]", .intervalArray: "interval[]", .uuidArray: "uuid[]",
        .jsonbArray: "jsonb[]",
    ]
}
