public import FoundationEssentials

/// One try to send a delivery, as the delivery log keeps it.
public struct WebhookAttempt: Sendable, Hashable {
    /// Names one attempt.
    public typealias ID = Identifier<WebhookAttempt>

    /// What came of it.
    public enum Outcome: String, Sendable, CaseIterable, Codable {
        /// A status of 200 to 299.
        case delivered
        /// Another status.
        case refused
        /// A status of 300 to 399; redirects are not followed.
        case redirected
        /// 410: the receiver wants nothing more.
        case gone
        /// No complete answer in time.
        case timeout
        /// No address, no connection, no TLS, or it broke.
        case unreachable
        /// The name leads to an address that may not be sent to.
        case blocked
    }

    /// UUIDv7.
    public let id: ID
    /// The delivery's attempt, from 1; replays go on counting.
    public let number: Int
    /// When it began.
    public let startedAt: Date
    /// How long it took, in milliseconds.
    public let durationMilliseconds: Int
    /// What came of it.
    public let outcome: Outcome
    /// The status of the answer, where there was one.
    public let status: Int?
    /// The address that was connected to, where there was one.
    public let address: String?
    /// What was sent before the body.
    public let requestHead: String
    /// What came back before the body, cut at ``headLength`` characters; nil where nothing came.
    public let responseHead: String?
    /// Bytes of the answer's body that were read, at most ``responseLimit``. The body itself is not kept.
    public let responseBytes: Int
    /// What went wrong, in one sentence; nil where nothing did.
    public let problem: String?

    /// An attempt as it is kept.
    public init(
        id: ID = .make(),
        number: Int,
        startedAt: Date,
        durationMilliseconds: Int,
        outcome: Outcome,
        status: Int?,
        address: String?,
        requestHead: String,
        responseHead: String?,
        responseBytes: Int,
        problem: String?
    ) {
        self.id = id
        self.number = number
        self.startedAt = startedAt
        self.durationMilliseconds = durationMilliseconds
        self.outcome = outcome
        self.status = status
        self.address = address
        self.requestHead = requestHead
        self.responseHead = responseHead
        self.responseBytes = responseBytes
        self.problem = problem
    }

    /// Characters that are kept of a head.
    public static let headLength = 8000
    /// Bytes that are read of an answer's body.
    public static let responseLimit = 100_000
    /// How long one attempt may take, from the look-up of the name to the end of the answer.
    public static let timeLimit = Duration.seconds(15)
}
