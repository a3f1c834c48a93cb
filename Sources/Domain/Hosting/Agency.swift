public import FoundationEssentials

/// The organisation that operates this installation's companies.
public struct Agency: Hashable, Sendable {
    /// The id of an agency.
    public typealias ID = Identifier<Agency>

    /// Its id.
    public let id: ID
    /// Display name, see `nameLength`.
    public let name: String
    /// When the agency was hosted.
    public let createdAt: Date

    /// An agency as it is kept.
    public init(id: ID, name: String, createdAt: Date) {
        self.id = id
        self.name = name
        self.createdAt = createdAt
    }

    /// Allowed length of a name, in code points.
    public static let nameLength = 1...200

    /// What somebody may do in the agency.
    public enum Role: String, Hashable, Sendable, Codable, CaseIterable {
        /// Runs the agency: everything an operator does, and its people.
        case owner
        /// Hosts and staffs companies.
        case `operator`
    }
}
