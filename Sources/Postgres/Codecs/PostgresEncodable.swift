/// A value that can be bound as a parameter.
public protocol PostgresEncodable: Sendable {
    /// The type that the server is told.
    static var postgresType: PostgresType { get }
    /// Whether this is SQL's null, so that there is nothing to encode.
    var isNull: Bool { get }
    /// Appends the binary form of `postgresType`.
    func encode(into buffer: inout PostgresBuffer)
}

extension PostgresEncodable {
    /// False.
    @inlinable public var isNull: Bool { false }
}

extension Optional: PostgresEncodable where Wrapped: PostgresEncodable {
    /// The type of the wrapped value.
    public static var postgresType: PostgresType { Wrapped.postgresType }
    /// Whether it is nil.
    @inlinable public var isNull: Bool { self?.isNull ?? true }
    /// Appends the wrapped value.
    @inlinable
    public func encode(into buffer: inout PostgresBuffer) {
        self?.encode(into: &buffer)
    }
}
