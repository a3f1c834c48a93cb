/// Why something about people was refused.
public enum PeopleError: DomainError, Hashable {
    /// No such person, membership, team or key here.
    case unknown
    /// A name that is empty or too long.
    case nameLength
    /// Not an address.
    case emailForm
    /// The person already has a membership here.
    case alreadyMember
    /// Somebody would be given, or lose, what the acting person does not hold.
    case permissionNotHeld(Permission)
    /// Somebody would see, or no longer see, more than the acting person does.
    case visibilityNotHeld(Visibility)
    /// A role that shows what belongs to the whole company, and sees less.
    case roleNeedsCompany(Permission)
    /// No such role in this company.
    case roleUnknown
    /// Another role of the company has this name.
    case roleNameTaken
    /// Somebody has or had a place with this role.
    case roleInUse
    /// Neither or both of a built-in role and one of the company's own.
    case oneRole
    /// The company would be left without an owner.
    case lastOwner
    /// The membership has ended.
    case membershipEnded
    /// No such team in this company.
    case teamUnknown
    /// Another team of the company has this name.
    case teamNameTaken
    /// A team would be inside itself, or the tree too deep.
    case teamTree
    /// The team still has members or teams inside.
    case teamInUse
    /// Two keys of this bearer work already.
    case tooManyKeys
    /// An expiry that has passed.
    case expiryPassed
    /// A key would be given a scope that the key in use has not.
    case scopeNotHeld
    /// The person also works elsewhere, so this agency may not act for them.
    case notOurs
    /// Somebody who works for an agency would get a place from an agency.
    case worksForAgency
    /// It was changed since it was read.
    case stale

    /// What kind of refusal it is.
    public var kind: DomainErrorKind {
        switch self {
        case .unknown: .notFound
        case .nameLength, .emailForm, .teamUnknown, .teamTree, .expiryPassed, .roleUnknown, .roleNeedsCompany, .oneRole:
            .invalid
        case .alreadyMember, .lastOwner, .membershipEnded, .teamNameTaken, .teamInUse, .tooManyKeys, .roleNameTaken,
            .roleInUse:
            .conflict
        case .permissionNotHeld, .visibilityNotHeld, .notOurs, .scopeNotHeld, .worksForAgency: .forbidden
        case .stale: .stale
        }
    }

    /// Stable, for programs.
    public var code: String {
        switch self {
        case .unknown: "not_found"
        case .nameLength: "person.name_length"
        case .emailForm: "person.email_form"
        case .alreadyMember: "membership.exists"
        case .permissionNotHeld(let missing):
            "permission.not_held." + missing.rawValue.split(separator: ":").joined(separator: ".")
        case .visibilityNotHeld(let wanted): "visibility.not_held.\(wanted.rawValue)"
        case .roleNeedsCompany: "role.needs_company"
        case .roleUnknown: "role.unknown"
        case .roleNameTaken: "role.name_taken"
        case .roleInUse: "role.in_use"
        case .oneRole: "membership.one_role"
        case .lastOwner: "membership.last_owner"
        case .membershipEnded: "membership.ended"
        case .teamUnknown: "team.unknown"
        case .teamNameTaken: "team.name_taken"
        case .teamTree: "team.tree"
        case .teamInUse: "team.in_use"
        case .tooManyKeys: "key.too_many"
        case .expiryPassed: "key.expiry_passed"
        case .notOurs: "person.not_ours"
        case .scopeNotHeld: "key.scope_not_held"
        case .worksForAgency: "membership.works_for_agency"
        case .stale: "version.stale"
        }
    }

    /// For people.
    public var message: String {
        switch self {
        case .unknown: "There is no such thing here."
        case .nameLength: "A name has 1 to 200 characters."
        case .emailForm: "This is not an e-mail address."
        case .alreadyMember: "This person already has a membership in the company."
        case .permissionNotHeld(let missing):
            "You have not \(missing.rawValue), so you can neither give nor take it."
        case .visibilityNotHeld(let wanted):
            "You do not see so much (\(wanted.rawValue)), so you can neither give nor take it."
        case .roleNeedsCompany(let permission):
            "\(permission.rawValue) shows what belongs to the whole company, so its role sees the company."
        case .roleUnknown: "There is no such role in this company."
        case .roleNameTaken: "Another role of the company has this name."
        case .roleInUse: "Somebody has, or had, a place with this role."
        case .oneRole: "Name a built-in role or one of the company's own, not both."
        case .lastOwner: "A company keeps at least one owner."
        case .membershipEnded: "This membership has ended."
        case .teamUnknown: "There is no such team in this company."
        case .teamNameTaken: "Another team of the company has this name."
        case .teamTree: "A team cannot be inside itself, and the tree has at most 16 levels."
        case .teamInUse: "The team still has members or teams inside."
        case .tooManyKeys: "Two keys work already; revoke one first."
        case .expiryPassed: "The key would have expired already."
        case .scopeNotHeld: "A key can give no scope that it has not itself."
        case .notOurs: "This person also works for others, so only they themselves may do this."
        case .worksForAgency:
            "Who works for an agency gets a place from the company itself; ask for a support grant."
        case .stale: "It was changed since you read it."
        }
    }
}
