/// A value that can be read from a column.
public protocol PostgresDecodable: Sendable {
    /// Reads the binary form that the server sent.
    init(from cell: PostgresCell) throws
    /// What SQL's null becomes; refuses it unless this is an optional.
    static func fromNull() throws -> Self
}

extension PostgresDecodable {
    /// Refuses null.
    public static func fromNull() throws -> Self {
        throw PostgresMismatch("\(Self.self), but the value is null")
    }
}

extension Optional: PostgresDecodable where Wrapped: PostgresDecodable {
    /// Reads the wrapped value.
    public init(from cell: PostgresCell) throws {
        self = try Wrapped(from: cell)
    }

    /// Nil.
    public static func fromNull() throws -> Self { nil }
}

/// A type that is read, written and put into arrays.
public typealias PostgresCodable = PostgresEncodable & PostgresDecodable & PostgresArrayElement

/// Why a column could not be read: what was expected in its place. `Row.get` adds the column and what was found.
public struct PostgresMismatch: Error {
    /// What the caller expected.
    public let expected: String

    /// Says what was expected.
    public init(_ expected: String) {
        self.expected = expected
    }
}
