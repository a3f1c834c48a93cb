/// Why a change of a task is refused.
public enum TaskError: DomainError, Equatable {
    /// It is done or cancelled already.
    case closed
    /// Somebody changed it in the meantime.
    case stale
    /// The person has no active place in the company, or may not do tasks.
    case assigneeNotEligible
    /// The customer does not exist or may not be seen.
    case unknownCustomer
    /// What happened lies in the future.
    case happensInTheFuture

    /// What kind of refusal it is.
    public var kind: DomainErrorKind {
        switch self {
        case .closed: .conflict
        case .stale: .stale
        case .assigneeNotEligible, .unknownCustomer, .happensInTheFuture: .invalid
        }
    }

    /// Stable, for programs.
    public var code: String {
        switch self {
        case .closed: "task.closed"
        case .stale: "task.stale"
        case .assigneeNotEligible: "task.assignee_not_eligible"
        case .unknownCustomer: "task.unknown_customer"
        case .happensInTheFuture: "task.happens_in_the_future"
        }
    }

    /// One sentence for people.
    public var message: String {
        switch self {
        case .closed: "The task is done or cancelled already."
        case .stale: "The task was changed since you read it."
        case .assigneeNotEligible: "Tasks are done by an active owner, manager or agent of the company."
        case .unknownCustomer: "There is no such customer."
        case .happensInTheFuture: "An interaction has happened already."
        }
    }
}
