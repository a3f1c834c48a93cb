/// What a key may be used for: `read`, `write`, or a permission such as `customers:read`. A key without scopes may do
/// whatever its bearer may; one with scopes never more.
public struct KeyScope: RawRepresentable, Hashable, Sendable, Codable {
    /// The text: "customers:read".
    public let rawValue: String

    /// The scope of a text; nil where it has another form.
    public init?(rawValue: String) {
        let parts = rawValue.split(separator: ":", omittingEmptySubsequences: false)
        guard let verb = parts.last, ["read", "write"].contains(verb), parts.count <= 2 else { return nil }
        if parts.count == 2 {
            guard (1...40).contains(parts[0].utf8.count), parts[0].utf8.allSatisfy({ Self.letters.contains($0) }) else {
                return nil
            }
        }
        self.rawValue = rawValue
    }

    private static let letters = UInt8(ascii: "a")...UInt8(ascii: "z")

    /// What its JSON Schema says of it.
    public static let pattern = "^([a-z]{1,40}:)?(read|write)$"
    /// Scopes of a key, where it has any.
    public static let count = 1...20

    /// Whether it covers another: `read` covers `customers:read`.
    public func covers(_ other: KeyScope) -> Bool {
        self == other || other.rawValue.hasSuffix(":" + rawValue)
    }

    /// Whether it covers a permission.
    public func covers(_ permission: Permission) -> Bool {
        rawValue == permission.rawValue || permission.rawValue.hasSuffix(":" + rawValue)
    }
}

extension [KeyScope]? {
    /// Whether a key with these scopes may give another this one. A key without scopes may.
    public func allow(_ wanted: KeyScope) -> Bool {
        guard let scopes = self else { return true }
        return scopes.contains { $0.covers(wanted) }
    }

    /// Whether a key with these scopes may do what needs this permission. A key without scopes may.
    public func allow(_ needed: Permission) -> Bool {
        guard let scopes = self else { return true }
        return scopes.contains { $0.covers(needed) }
    }

    /// What is left of some permissions in a key with these scopes.
    public func narrowing(_ permissions: Set<Permission>) -> Set<Permission> {
        guard self != nil else { return permissions }
        return permissions.filter { allow($0) }
    }
}
