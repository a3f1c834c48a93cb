public import FoundationEssentials

/// The id of one entity: a UUID that cannot be mistaken for the id of another kind of entity.
public struct Identifier<Entity>: Hashable, Sendable {
    /// The bare value, as the database and the wire know it.
    public let uuid: UUID

    /// Names an entity that already has an id.
    public init(_ uuid: UUID) {
        self.uuid = uuid
    }

    /// A new id (UUIDv7): ordered by the time of its making.
    public static func make() -> Self {
        Self(.versionSeven(at: Date()))
    }
}

extension Identifier: LosslessStringConvertible {
    /// Reads the usual 36 characters, upper or lower case.
    public init?(_ description: String) {
        guard let uuid = UUID(uuidString: description) else { return nil }
        self.init(uuid)
    }

    /// The usual 36 characters, in lower case.
    public var description: String { uuid.lowercaseString }
}

extension Identifier: Codable {
    /// Reads the id from its string.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let value = Self(try container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "not a UUID")
        }
        self = value
    }

    /// Writes the id as a string in lower case.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}

extension Identifier: Comparable {
    /// The order of the bytes, which is the order in which PostgreSQL sorts `uuid`.
    public static func < (left: Self, right: Self) -> Bool {
        withUnsafeBytes(of: left.uuid.uuid) { left in
            withUnsafeBytes(of: right.uuid.uuid) { right in left.lexicographicallyPrecedes(right) }
        }
    }
}
