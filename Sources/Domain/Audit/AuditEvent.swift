public import FoundationEssentials

/// One thing that somebody did in a company: a change of a row with what it was and what it became, a read of what is
/// personal, a sign-in, an export, the use of a key.
public struct AuditEvent: Hashable, Sendable {
    /// The id of an event; later events sort later.
    public typealias ID = Identifier<AuditEvent>

    /// Its id.
    public let id: ID
    /// When it happened.
    public let at: Date
    /// Who did it; nil for an integration, the operator, and whoever wrote past the program.
    public let person: Person.ID?
    /// The API key they came with.
    public let key: APIKey.ID?
    /// The support grant under which they acted; nil for whoever acts in the company by right.
    public let supportGrant: SupportGrant.ID?
    /// As what they acted: a role, "hosting", or "database" where somebody wrote past the program.
    public let role: String
    /// "insert", "update", "delete", or what changes no row: "read", "key.use", "export".
    public let action: String
    /// The table, or what else it is about.
    public let entity: String
    /// The row's id.
    public let entityID: String
    /// JSON: the row before a deletion, the changed columns before an update.
    public let before: String?
    /// JSON: the row after an insertion, the changed columns after an update.
    public let after: String?
    /// SHA-256 of all of it, in hexadecimal digits.
    public let hash: String
    /// Number of the seal that holds it; nil for less than about a minute.
    public let seal: Int64?

    /// An event as it is kept.
    public init(
        id: ID,
        at: Date,
        person: Person.ID?,
        key: APIKey.ID?,
        supportGrant: SupportGrant.ID?,
        role: String,
        action: String,
        entity: String,
        entityID: String,
        before: String?,
        after: String?,
        hash: String,
        seal: Int64?
    ) {
        self.id = id
        self.at = at
        self.person = person
        self.key = key
        self.supportGrant = supportGrant
        self.role = role
        self.action = action
        self.entity = entity
        self.entityID = entityID
        self.before = before
        self.after = after
        self.hash = hash
        self.seal = seal
    }
}

/// Which events are asked for; nil leaves a property open.
public struct AuditQuestion: Hashable, Sendable {
    /// Only of this table, or about this.
    public let entity: String?
    /// Only about this row.
    public let entityID: String?
    /// Only what this person did.
    public let person: Person.ID?
    /// Only this deed.
    public let action: String?
    /// Only what was done under this support grant.
    public let supportGrant: SupportGrant.ID?

    /// A question; every event where nothing is said.
    public init(
        entity: String? = nil,
        entityID: String? = nil,
        person: Person.ID? = nil,
        action: String? = nil,
        supportGrant: SupportGrant.ID? = nil
    ) {
        self.entity = entity
        self.entityID = entityID
        self.person = person
        self.action = action
        self.supportGrant = supportGrant
    }
}
