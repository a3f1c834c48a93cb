/// Why a job or an operation cannot be changed as asked.
public enum JobError: DomainError, Hashable {
    /// No such job in this company.
    case unknownJob
    /// No such operation in this company.
    case unknownOperation
    /// It is running, or ended well; only what waits, died or was cancelled can be retried.
    case notRetryable(Job.State)
    /// A job of the same kind and unique key is live already.
    case alreadyLive
    /// It has ended; there is nothing to cancel.
    case alreadyEnded

    /// What kind of refusal it is.
    public var kind: DomainErrorKind {
        switch self {
        case .unknownJob, .unknownOperation: .notFound
        case .notRetryable, .alreadyLive, .alreadyEnded: .conflict
        }
    }

    /// Stable, for programs.
    public var code: String {
        switch self {
        case .unknownJob: "job.not_found"
        case .unknownOperation: "operation.not_found"
        case .notRetryable: "job.not_retryable"
        case .alreadyLive: "job.already_live"
        case .alreadyEnded: "operation.already_ended"
        }
    }

    /// One sentence for people.
    public var message: String {
        switch self {
        case .unknownJob: "There is no such job."
        case .unknownOperation: "There is no such operation."
        case .notRetryable(let state): "A job that is \(state.rawValue) cannot be retried."
        case .alreadyLive: "A job of this kind for the same thing is waiting or running already."
        case .alreadyEnded: "It has already ended."
        }
    }
}
