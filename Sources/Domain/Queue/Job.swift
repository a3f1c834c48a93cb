public import FoundationEssentials

/// One unit of background work of one company.
///
/// A job is **ready** until a worker claims it, then **running** under a lease; it ends as **done**, **dead** (its
/// attempts are used up, or its handler said so) or **cancelled**. A dead job may be made ready again.
public struct Job: Sendable {
    /// The id of a job.
    public typealias ID = Identifier<Job>

    /// Where a job is in its life.
    public enum State: String, Sendable, Codable, CaseIterable {
        /// Waits for its time and for a worker.
        case ready
        /// A worker holds a lease on it.
        case running
        /// Finished.
        case done
        /// Given up; an operator may retry it.
        case dead
        /// Stopped because somebody asked for it.
        case cancelled

        /// Whether the job can still run by itself.
        public var isLive: Bool { self == .ready || self == .running }
    }

    /// Identifies the job for good, also in its history.
    public let id: ID
    /// The declared kind of work, "insight.score_company".
    public let kind: String
    /// What its handler needs to know, as JSON.
    public let payload: String
    /// The queue of its kind.
    public let queue: String
    /// Smaller runs first; see `JobPriority`.
    public let priority: Int
    /// Where it is in its life.
    public let state: State
    /// How often it was started.
    public let attempt: Int
    /// How often it may be started.
    public let maxAttempts: Int
    /// Not to be started before this instant.
    public let runAt: Date
    /// When it was enqueued.
    public let createdAt: Date
    /// When the latest attempt began.
    public let startedAt: Date?
    /// When it ended.
    public let finishedAt: Date?
    /// The worker process that holds or held the lease.
    public let worker: UUID?
    /// What went wrong in the latest attempt that failed.
    public let lastError: String?

    /// A job as the database knows it.
    public init(
        id: ID,
        kind: String,
        payload: String,
        queue: String,
        priority: Int,
        state: State,
        attempt: Int,
        maxAttempts: Int,
        runAt: Date,
        createdAt: Date,
        startedAt: Date?,
        finishedAt: Date?,
        worker: UUID?,
        lastError: String?
    ) {
        self.id = id
        self.kind = kind
        self.payload = payload
        self.queue = queue
        self.priority = priority
        self.state = state
        self.attempt = attempt
        self.maxAttempts = maxAttempts
        self.runAt = runAt
        self.createdAt = createdAt
        self.startedAt = startedAt
        self.finishedAt = finishedAt
        self.worker = worker
        self.lastError = lastError
    }
}
