public import FoundationEssentials

/// Something that happened with a customer. Interactions are added, never changed.
public struct Interaction: Hashable, Sendable {
    /// The id of an interaction.
    public typealias ID = Identifier<Interaction>

    /// Its id.
    public let id: ID
    /// The customer.
    public let customerID: Customer.ID
    /// Who acted for the company; nil for a program.
    public let personID: Person.ID?
    /// What happened.
    public let details: InteractionDraft
    /// When it happened.
    public let happenedAt: Date
    /// When it was recorded.
    public let createdAt: Date

    /// An interaction as it is kept.
    public init(
        id: ID,
        customerID: Customer.ID,
        personID: Person.ID?,
        details: InteractionDraft,
        happenedAt: Date,
        createdAt: Date
    ) {
        self.id = id
        self.customerID = customerID
        self.personID = personID
        self.details = details
        self.happenedAt = happenedAt
        self.createdAt = createdAt
    }

    /// Allowed length of a summary, in code points.
    public static let summaryLength = 1...4000
    /// Allowed length of what was asked for and of what was promised, in code points.
    public static let noteLength = 1...1000

    /// How the company and the customer met.
    public enum Kind: String, Hashable, Sendable, Codable, CaseIterable {
        /// By phone or video.
        case call
        /// In person.
        case visit
        /// By messages.
        case chat
        /// By mail.
        case mail
        /// At an event.
        case event
    }

    /// Who began.
    public enum Direction: String, Hashable, Sendable, Codable, CaseIterable {
        /// The customer came to the company.
        case inbound
        /// The company went to the customer.
        case outbound
    }
}

/// What somebody says happened with a customer.
public struct InteractionDraft: Hashable, Sendable {
    /// How they met.
    public let kind: Interaction.Kind
    /// Who began.
    public let direction: Interaction.Direction
    /// What happened, see `Interaction.summaryLength`.
    public let summary: String
    /// What the customer asked for, see `Interaction.noteLength`.
    public let askedFor: String?
    /// What was promised, see `Interaction.noteLength`.
    public let promised: String?

    /// Something that happened.
    public init(
        kind: Interaction.Kind,
        direction: Interaction.Direction = .outbound,
        summary: String,
        askedFor: String? = nil,
        promised: String? = nil
    ) {
        self.kind = kind
        self.direction = direction
        self.summary = summary
        self.askedFor = askedFor
        self.promised = promised
    }
}
