public import FoundationEssentials

/// A customer is late against the own rhythm. Raised once for each silence.
public struct ChurnWarning: Hashable, Sendable {
    /// The id of a warning.
    public typealias ID = Identifier<ChurnWarning>

    /// Where a warning stands.
    public enum State: String, Hashable, Sendable, Codable, CaseIterable {
        /// The customer is still silent.
        case open
        /// The customer ordered again after somebody had acted.
        case returned
        /// The customer ordered again though nobody had acted.
        case falseAlarm = "false_alarm"
        /// Too long without an order: nobody expects the customer back.
        case lost
        /// Somebody decided that the warning means nothing.
        case dismissed
    }

    /// Which warning.
    public let id: ID
    /// Who is late.
    public let customer: Customer.ID
    /// The numbers when it was raised.
    public let lateness: Lateness
    /// What is at stake, and what to do.
    public let stake: RetentionStake
    /// Day of the scoring that raised it.
    public let raisedOn: CalendarDate
    /// Day by which somebody should have acted.
    public let dueOn: CalendarDate
    /// Where it stands.
    public private(set) var state: State
    /// When it was closed; nil while open.
    public let closedAt: Date?

    /// A warning as it is kept.
    public init(
        id: ID,
        customer: Customer.ID,
        lateness: Lateness,
        stake: RetentionStake,
        raisedOn: CalendarDate,
        dueOn: CalendarDate,
        state: State,
        closedAt: Date?
    ) {
        self.id = id
        self.customer = customer
        self.lateness = lateness
        self.stake = stake
        self.raisedOn = raisedOn
        self.dueOn = dueOn
        self.state = state
        self.closedAt = closedAt
    }

    /// Somebody decides that it means nothing; refused once it is closed.
    public mutating func dismiss() throws(ChurnWarningError) {
        guard state == .open else { throw .closed }
        state = .dismissed
    }
}

/// Why a change of a warning is refused.
public enum ChurnWarningError: DomainError, Equatable {
    /// It is closed already.
    case closed

    /// What kind of refusal it is.
    public var kind: DomainErrorKind { .conflict }
    /// Stable, for programs.
    public var code: String { "churn_warning.closed" }
    /// One sentence for people.
    public var message: String { "The warning is closed already." }
}
