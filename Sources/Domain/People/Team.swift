public import FoundationEssentials

/// A group of memberships inside a company; teams form a tree.
public struct Team: Hashable, Sendable {
    /// The id of a team.
    public typealias ID = Identifier<Team>

    /// Its id.
    public let id: ID
    /// The team above; nil at the top.
    public let parentID: ID?
    /// Unique in the company, see `nameLength`.
    public let name: String
    /// Counts the changes, from 1.
    public let version: Int64
    /// When it was made.
    public let createdAt: Date
    /// Last change.
    public let updatedAt: Date

    /// A team as it is kept.
    public init(id: ID, parentID: ID?, name: String, version: Int64, createdAt: Date, updatedAt: Date) {
        self.id = id
        self.parentID = parentID
        self.name = name
        self.version = version
        self.createdAt = createdAt
        self.updatedAt = updatedAt
    }

    /// Allowed length of a name, in code points.
    public static let nameLength = 1...100
    /// The deepest tree of teams.
    public static let depthLimit = 16
}
