public import FoundationEssentials

/// Something that happened in a company, written with the change itself.
public struct Event: Sendable, Hashable {
    /// Names one event.
    public typealias ID = Identifier<Event>

    /// UUIDv7: events about one subject are in the order of their ids.
    public let id: ID
    /// What happened: the name of an `EventType`.
    public let type: String
    /// What it is about; events about one subject are handed on in order.
    public let subject: UUID
    /// What is to be known of it, as a JSON object: ids and states, no personal data.
    public let data: String

    /// An event as it is kept.
    public init(id: ID, type: String, subject: UUID, data: String) {
        self.id = id
        self.type = type
        self.subject = subject
        self.data = data
    }
}

/// The catalogue of events: what a webhook may ask for.
public enum EventType: String, CaseIterable, Sendable, Codable {
    case customerCreated = "customer.created"
    case customerChanged = "customer.changed"
    case customerOwnerChanged = "customer.owner_changed"
    case customerArchived = "customer.archived"
    case customerTierChanged = "customer.tier_changed"
    case interactionRecorded = "interaction.recorded"
    case ordersArrived = "orders.arrived"
    case importFinished = "import.finished"
    case scoringFinished = "scoring.finished"
    case churnWarningRaised = "churn_warning.raised"
    case churnWarningClosed = "churn_warning.closed"
    case taskCreated = "task.created"
    case taskChanged = "task.changed"
    case taskCompleted = "task.completed"
    case taskCancelled = "task.cancelled"
    case webhookDisabled = "webhook.disabled"

    /// Whether its subject is a customer: then it is seen by whom sees the customer, otherwise by whom sees the company.
    public var isAboutCustomer: Bool {
        switch self {
        case .ordersArrived, .importFinished, .scoringFinished, .webhookDisabled: false
        default: true
        }
    }

    /// The permission without which nobody hears of it: to read what it is about.
    public var permission: Permission {
        switch self {
        case .customerCreated, .customerChanged, .customerOwnerChanged, .customerArchived, .interactionRecorded:
            .customersRead
        case .customerTierChanged, .scoringFinished: .insightRead
        case .ordersArrived, .importFinished: .importsRead
        case .churnWarningRaised, .churnWarningClosed: .warningsRead
        case .taskCreated, .taskChanged, .taskCompleted, .taskCancelled: .workRead
        case .webhookDisabled: .webhooksRead
        }
    }
}
