/// A group of memberships inside a company; teams form a tree.
public struct Team: Hashable, Sendable {
    /// The id of a team.
    public typealias ID = Identifier<Team>
}
