public import FoundationEssentials

/// Work that somebody asked for and can watch: what `202 Accepted` points at.
public struct Operation: Sendable {
    /// The id of an operation.
    public typealias ID = Identifier<Operation>

    /// Where an operation is in its life.
    public enum State: String, Sendable, Codable, CaseIterable {
        /// Waits for a worker.
        case queued
        /// A worker is at it.
        case running
        /// Done; the result says what came of it.
        case succeeded
        /// Given up; the problem says why.
        case failed
        /// Stopped because somebody asked for it.
        case cancelled

        /// Whether nothing more will happen.
        public var isFinal: Bool { self == .succeeded || self == .failed || self == .cancelled }
    }

    /// Identifies the operation.
    public let id: ID
    /// The kind of the job that does the work, "customers.import_orders".
    public let kind: String
    /// Where it is in its life.
    public let state: State
    /// How much is done, in units of the kind's own choosing: rows, customers.
    public let done: Int
    /// How much there is in all, where it is known.
    public let total: Int?
    /// What came of it, as a JSON object; what is in it is the kind's own choosing.
    public let result: String?
    /// Why it failed, in one sentence.
    public let problem: String?
    /// Whether somebody asked to stop it.
    public let cancelRequested: Bool
    /// When it was asked for.
    public let createdAt: Date
    /// When a worker first took it.
    public let startedAt: Date?
    /// When it ended.
    public let finishedAt: Date?

    /// An operation as the database knows it.
    public init(
        id: ID,
        kind: String,
        state: State,
        done: Int,
        total: Int?,
        result: String?,
        problem: String?,
        cancelRequested: Bool,
        createdAt: Date,
        startedAt: Date?,
        finishedAt: Date?
    ) {
        self.id = id
        self.kind = kind
        self.state = state
        self.done = done
        self.total = total
        self.result = result
        self.problem = problem
        self.cancelRequested = cancelRequested
        self.createdAt = createdAt
        self.startedAt = startedAt
        self.finishedAt = finishedAt
    }
}
