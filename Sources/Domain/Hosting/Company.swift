/// A hosted client company: the tenant.
public struct Company: Hashable, Sendable {
    /// The id of a company.
    public typealias ID = Identifier<Company>
}
