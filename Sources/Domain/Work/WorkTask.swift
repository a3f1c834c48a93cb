public import FoundationEssentials

/// Dated work for an agent ("task" in the language of the product; Swift has another Task).
public struct WorkTask: Hashable, Sendable {
    /// The id of a task.
    public typealias ID = Identifier<WorkTask>

    /// Allowed length of a title, in characters.
    public static let titleLength = 1...200
    /// Allowed length of a detail, in characters.
    public static let detailLength = 0...4000
    /// Allowed weights.
    public static let weightRange = 1...100

    /// Where work comes from.
    public enum Kind: String, Hashable, Sendable, Codable, CaseIterable {
        /// The cadence of the customer's tier.
        case visit
        /// A churn warning.
        case churn
        /// A person.
        case manual
    }

    /// Where a task stands.
    public enum State: String, Hashable, Sendable, Codable, CaseIterable {
        /// To be done.
        case open
        /// Done, with an interaction.
        case done
        /// No longer needed.
        case cancelled
    }

    /// Which task.
    public let id: ID
    /// Whom it is about.
    public let customer: Customer.ID
    /// Who shall do it; nil while nobody is eligible.
    public private(set) var assignee: Person.ID?
    /// Where it comes from.
    public let kind: Kind
    /// One line shown in lists.
    public var title: String
    /// Why, with the numbers.
    public var detail: String?
    /// Day of the company's time zone.
    public var dueOn: CalendarDate
    /// Share of an agent's load.
    public let weight: Int
    /// Where it stands.
    public private(set) var state: State
    /// When it left the open state.
    public let closedAt: Date?
    /// Row version, for preconditions.
    public let version: Int64

    /// A task as it is kept.
    public init(
        id: ID,
        customer: Customer.ID,
        assignee: Person.ID?,
        kind: Kind,
        title: String,
        detail: String?,
        dueOn: CalendarDate,
        weight: Int,
        state: State,
        closedAt: Date?,
        version: Int64
    ) {
        self.id = id
        self.customer = customer
        self.assignee = assignee
        self.kind = kind
        self.title = title
        self.detail = detail
        self.dueOn = dueOn
        self.weight = weight
        self.state = state
        self.closedAt = closedAt
        self.version = version
    }

    /// Done; refused once it is closed.
    public mutating func complete() throws(TaskError) {
        try change()
        state = .done
    }

    /// No longer needed; refused once it is closed.
    public mutating func cancel() throws(TaskError) {
        try change()
        state = .cancelled
    }

    /// Somebody else shall do it, or nobody yet; refused once it is closed.
    public mutating func assign(to person: Person.ID?) throws(TaskError) {
        try change()
        assignee = person
    }

    /// Refuses any change of a closed task.
    public func change() throws(TaskError) {
        guard state == .open else { throw .closed }
    }
}
