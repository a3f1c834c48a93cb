/// Whose customers somebody sees, with all that hangs on them. Customers shared with them come on top.
public enum Visibility: String, Hashable, Sendable, Codable, CaseIterable, Comparable {
    /// Their own.
    case own
    /// Those of everybody in their team.
    case team
    /// Those of their team and of every team below it.
    case subtree
    /// All of the company.
    case company

    /// The narrower first.
    public static func < (left: Visibility, right: Visibility) -> Bool { left.rank < right.rank }

    private var rank: Int {
        switch self {
        case .own: 0
        case .team: 1
        case .subtree: 2
        case .company: 3
        }
    }
}

extension Role {
    /// Whose customers somebody with this built-in role sees.
    public var visibility: Visibility { self == .agent ? .own : .company }
}

extension Permission {
    /// These show what belongs to the whole company, so a role that sees less has none of them.
    public static let companyWide: Set<Permission> = [
        .auditRead, .importsRead, .importsWrite, .keysRead, .keysWrite, .supportRead, .supportWrite, .webhooksRead,
        .webhooksWrite,
    ]
}
