public import Domain
public import FoundationEssentials

/// What an API key or a session stands for at the moment: whose it is, and where they may act.
public struct Credential: Sendable, Hashable {
    /// The id of what was shown: a key's or a session's. Quotas and repeated requests go by it.
    public typealias ID = Identifier<Credential>

    /// What was shown.
    public let proof: Proof
    /// Whose it is.
    public let bearer: APIKey.Bearer
    /// When it stops working; nil for never.
    public let expiresAt: Date?
    /// The language that the person reads.
    public let locale: Language
    /// Active memberships of the person in active companies, and behind them the companies into which a support grant lets
    /// them; for an integration its one company.
    public let memberships: [Membership]
    /// The agency that the person works for, if any.
    public let agency: Agency.ID?
    /// What the person may do in the agency.
    public let agencyRole: Agency.Role?
    /// What it may be used for; nil for whatever its bearer may.
    public let scopes: [KeyScope]?
    // Every request asks for one of them, and somebody may have a place in ten thousand companies.
    private let positions: [Company.ID: Int]

    init(
        proof: Proof,
        bearer: APIKey.Bearer,
        expiresAt: Date?,
        locale: Language,
        memberships: [Membership],
        agency: Agency.ID?,
        agencyRole: Agency.Role?,
        scopes: [KeyScope]?
    ) {
        self.proof = proof
        self.bearer = bearer
        self.expiresAt = expiresAt
        self.locale = locale
        self.memberships = memberships
        self.agency = agency
        self.agencyRole = agencyRole
        self.scopes = scopes
        positions = Dictionary(
            memberships.enumerated().map { ($1.company, $0) },
            uniquingKeysWith: { first, _ in first }
        )
    }

    /// What shows who somebody is.
    public enum Proof: Sendable, Hashable {
        /// An API key.
        case key(APIKey.ID)
        /// The cookie of a session.
        case session(Session.ID)
    }

    /// The id of what was shown.
    public var id: ID {
        switch proof {
        case .key(let key): ID(key.uuid)
        case .session(let session): ID(session.uuid)
        }
    }

    /// The key; nil where it is none.
    public var key: APIKey.ID? {
        if case .key(let key) = proof { key } else { nil }
    }

    /// The session; nil where it is none.
    public var session: Session.ID? {
        if case .session(let session) = proof { session } else { nil }
    }

    /// A place in one company, as far as signing in needs it.
    public struct Membership: Sendable, Hashable {
        /// The company.
        public let company: Company.ID
        /// The company's name.
        public let companyName: String
        /// As what they act there.
        public let role: Role
        /// The company's own role that they have there; nil for the built-in one.
        public let ownRole: OwnRole?
        /// Whose customers they see there.
        public let visibility: Visibility
        /// What their role allows them there.
        public let permissions: Set<Permission>
        /// The language they read there.
        public let locale: Language
        /// Their team there.
        public let team: Team.ID?
        /// The support grant by which they are there; nil where they have a place of their own.
        public let support: Support?

        /// A support grant, as far as signing in needs it.
        public struct Support: Sendable, Hashable {
            /// The grant.
            public let grant: SupportGrant.ID
            /// When it ends by the clock.
            public let expiresAt: Date
        }

        /// A role of a company's own, by id and name.
        public struct OwnRole: Sendable, Hashable {
            /// Its id.
            public let id: CustomRole.ID
            /// Its name.
            public let name: String
        }
    }

    /// Who acts with this key in a place.
    public func principal(in place: Membership) -> Principal {
        let support = place.support.flatMap { support in
            person.map { Principal.Support(grant: support.grant, person: $0) }
        }
        return Principal(
            person: support == nil ? person : nil,
            role: place.role,
            permissions: scopes.narrowing(place.permissions),
            visibility: place.visibility,
            keyID: key,
            support: support
        )
    }

    /// The person whose key it is; nil for an integration.
    public var person: Person.ID? {
        guard case .person(let person) = bearer else { return nil }
        return person
    }

    /// The place in a company; nil where there is none.
    public func membership(in company: Company.ID) -> Membership? {
        positions[company].map { memberships[$0] }
    }
}
