/// A check of who may do what that is made behind the gate, because it depends on what is given, on whom it is about or on
/// the row. The permission of an operation is asked at the gate, and rows are kept apart by the database; what is left is
/// here, each by its own name, so that a test can drop one at a time and show that it is missed.
///
/// A program that is built for release has nothing by which a rule could be dropped.
public enum Rule: String, CaseIterable, Sendable {
    /// Who makes, changes or takes away a role holds what it allows, or what changes of that.
    case makesRole, changesRole, deletesRole
    /// Who gives, changes or ends a place holds what its role allows, the new one and the old one.
    case givesPlace, changesPlaceTo, changesPlaceFrom, endsPlace
    /// Who lets a program or the agency's people act holds what these may do.
    case issuesIntegrationKey, givesSupport, approvesSupport
    /// Nobody gives a wider view than their own.
    case givesOwnView
    /// What itself gives takes `roles:write`.
    case writesRolesToGiveGiving
    /// A key with scopes makes none without.
    case givesNoWholeKey
    /// A key makes none with a scope that it has not.
    case givesOwnScopes
    /// A role that shows what belongs to the whole company sees the company.
    case roleSeesCompany

    /// An agency acts in companies that it hosts.
    case agencyHosts
    /// An agency gives no place to anybody who works for an agency.
    case placesNobodyOfAgencies
    /// An agency acts for a person who works in the company,
    case actsForWhoWorksHere
    /// for no company of another agency,
    case actsForWhoWorksNowhereElse
    /// and for the agency itself only where its owner asks.
    case actsForStaffByOwner
    /// A link is made for a person who works for nobody else,
    case makesLinkForOwn
    /// and used by one who still does not.
    case takesLinkOfOwn

    /// A customer that was only shared is not shared on.
    case sharesOwn
    /// A customer is shared with somebody who works in the company.
    case sharesWithMember
    /// Who sees the own customers only gives tasks to nobody else.
    case givesTasksToNobodyElse

    /// The role has the permission of the operation: the gate itself.
    case gateAsksRole
    /// The key has its scope: the gate itself.
    case gateAsksKey

    /// Whether the condition holds, and with it the rule.
    public func holds(_ condition: Bool) -> Bool {
        #if DEBUG
            return condition || Self.dropped == self
        #else
            return condition
        #endif
    }

    #if DEBUG
        /// The rule that a test has dropped.
        @TaskLocal package static var dropped: Rule?
    #endif
}
