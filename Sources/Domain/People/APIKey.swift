/// A secret that lets a program act for a person or for an integration of one company.
public struct APIKey: Hashable, Sendable {
    /// The id of a key; not secret.
    public typealias ID = Identifier<APIKey>
}
