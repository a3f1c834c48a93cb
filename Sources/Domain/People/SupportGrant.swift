public import FoundationEssentials

/// How a person of the agency comes to act inside a company without a place in it: for some hours, with a reason, given by
/// the company or by the operator of the installation.
public struct SupportGrant: Hashable, Sendable {
    /// The id of a grant.
    public typealias ID = Identifier<SupportGrant>

    /// Its id.
    public let id: ID
    /// The agency's person.
    public let personID: Person.ID
    /// What they are called.
    public let name: String
    /// What they may do, of the whole company.
    public let permissions: Set<Permission>
    /// Why, see `reasonLength`.
    public let reason: String
    /// For how long, from when it is given, see `hoursRange`.
    public let hours: Int
    /// Where it stands.
    public let state: State
    /// When it was asked for, or given without being asked for.
    public let askedAt: Date
    /// When it was given; nil before.
    public let givenAt: Date?
    /// Who gave it; nil for the operator.
    public let givenBy: Person.ID?
    /// When it ends by the clock; nil before it is given.
    public let expiresAt: Date?
    /// When it was ended by hand, or refused; nil otherwise.
    public let endedAt: Date?

    /// A grant as it is kept.
    public init(
        id: ID,
        personID: Person.ID,
        name: String,
        permissions: Set<Permission>,
        reason: String,
        hours: Int,
        state: State,
        askedAt: Date,
        givenAt: Date?,
        givenBy: Person.ID?,
        expiresAt: Date?,
        endedAt: Date?
    ) {
        self.id = id
        self.personID = personID
        self.name = name
        self.permissions = permissions
        self.reason = reason
        self.hours = hours
        self.state = state
        self.askedAt = askedAt
        self.givenAt = givenAt
        self.givenBy = givenBy
        self.expiresAt = expiresAt
        self.endedAt = endedAt
    }

    /// Allowed length of a reason, in code points.
    public static let reasonLength = 1...200
    /// Hours for which one may be given.
    public static let hoursRange = 1...24
    /// Days within which what was asked for may be given.
    public static let answerDays = 7

    /// Where a grant stands.
    public enum State: String, Hashable, Sendable, Codable, CaseIterable {
        /// Asked for, and not answered.
        case asked
        /// Given: the person may act.
        case live
        /// Over, by the clock or by hand; refused, or not answered in time.
        case ended
    }

    /// What somebody wants to do inside a company, why and for how long.
    public struct Wish: Hashable, Sendable {
        /// What they want to do.
        public let permissions: Set<Permission>
        /// Why.
        public let reason: String
        /// For how many hours.
        public let hours: Int

        /// A wish; refuses what no grant may hold.
        public init(permissions: Set<Permission>, reason: String, hours: Int) throws(SupportError) {
            guard !permissions.isEmpty, permissions.allSatisfy(\.isSupportable) else { throw .permissions }
            guard SupportGrant.reasonLength.contains(reason.unicodeScalars.count) else { throw .reason }
            guard SupportGrant.hoursRange.contains(hours) else { throw .hours }
            self.permissions = permissions
            self.reason = reason
            self.hours = hours
        }
    }
}

extension Permission {
    /// With one of these somebody would stay after a support grant has ended, or make others stay: places, roles, keys,
    /// webhooks, further grants.
    public static let outlasting: Set<Permission> = [
        .keysWrite, .peopleWrite, .rolesWrite, .supportWrite, .webhooksWrite,
    ]

    /// Whether a support grant may hold it.
    public var isSupportable: Bool { isOfCompany && !Self.outlasting.contains(self) }
}

/// Why something about a support grant was refused.
public enum SupportError: DomainError {
    /// No such grant in this company.
    case unknown
    /// Nobody who works for the agency that hosts the company.
    case personUnknown
    /// The person has a place in the company, and needs none.
    case hasPlace
    /// Another one of the same person is asked for or live.
    case already
    /// It is not waiting for an answer: given before, ended, or asked for too long ago.
    case notAsked
    /// A permission that no grant holds, or none at all.
    case permissions
    /// A reason that is empty or too long.
    case reason
    /// More or fewer hours than a grant may have.
    case hours

    /// What kind of refusal it is.
    public var kind: DomainErrorKind {
        switch self {
        case .unknown: .notFound
        case .personUnknown, .permissions, .reason, .hours: .invalid
        case .hasPlace, .already, .notAsked: .conflict
        }
    }

    /// Stable, for programs.
    public var code: String {
        switch self {
        case .unknown: "support_grant.unknown"
        case .personUnknown: "support_grant.person_unknown"
        case .hasPlace: "support_grant.has_place"
        case .already: "support_grant.already"
        case .notAsked: "support_grant.not_asked"
        case .permissions: "support_grant.permissions"
        case .reason: "support_grant.reason_length"
        case .hours: "support_grant.hours"
        }
    }

    /// For people.
    public var message: String {
        switch self {
        case .unknown: "There is no such support grant."
        case .personUnknown: "Nobody with this address works for the agency that hosts the company."
        case .hasPlace: "This person has a place in the company already."
        case .already: "This person has a support grant here, or asked for one; end that first."
        case .notAsked: "It does not wait for an answer: it was given or ended, or asked for more than a week ago."
        case .permissions: "A support grant names permissions, and none with which somebody would stay after its end."
        case .reason: "A reason has 1 to 200 characters."
        case .hours: "A support grant is for 1 to 24 hours."
        }
    }
}
