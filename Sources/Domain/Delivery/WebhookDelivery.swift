public import FoundationEssentials

/// An event on its way to a webhook.
public struct WebhookDelivery: Sendable, Hashable {
    /// Names one delivery.
    public typealias ID = Identifier<WebhookDelivery>

    /// How far it is.
    public enum State: String, Sendable, CaseIterable, Codable {
        /// To be sent, for the first time or again.
        case waiting
        /// Accepted by the receiver.
        case delivered
        /// Given up after the last attempt.
        case failed
        /// Kept while the webhook was disabled; can be replayed.
        case skipped
    }

    /// UUIDv7.
    public let id: ID
    /// Where to.
    public let webhook: Webhook.ID
    /// Which event; the message's `webhook-id`, the same in every attempt.
    public let event: Event.ID
    /// The event's type.
    public let type: String
    /// The exact body.
    public let body: String
    /// How far it is.
    public let state: State
    /// Attempts since it was written or replayed.
    public let attempts: Int
    /// When it is tried next; nil where it is not.
    public let nextAt: Date?
    /// When it was written.
    public let createdAt: Date
    /// When it was delivered or given up.
    public let finishedAt: Date?

    /// A delivery as it is kept.
    public init(
        id: ID,
        webhook: Webhook.ID,
        event: Event.ID,
        type: String,
        body: String,
        state: State,
        attempts: Int,
        nextAt: Date?,
        createdAt: Date,
        finishedAt: Date?
    ) {
        self.id = id
        self.webhook = webhook
        self.event = event
        self.type = type
        self.body = body
        self.state = state
        self.attempts = attempts
        self.nextAt = nextAt
        self.createdAt = createdAt
        self.finishedAt = finishedAt
    }

    /// The type of the event that a test sends.
    public static let testType = "webhook.test"
}

/// When a delivery that failed is tried again: the ten attempts of Standard Webhooks over 75 hours.
public enum WebhookRetry {
    /// The wait after the first, second, … ninth failed attempt.
    public static let waits: [Duration] = [
        .seconds(5), .seconds(5 * 60), .seconds(30 * 60), .seconds(2 * 3600), .seconds(5 * 3600), .seconds(10 * 3600),
        .seconds(14 * 3600), .seconds(20 * 3600), .seconds(24 * 3600),
    ]

    /// The wait after the given failed attempt (1 is the first), lengthened by up to a tenth so that deliveries that
    /// failed together do not come back together; nil after the last one.
    ///
    /// - Parameter asked: what the receiver asked for with Retry-After; counts where it is longer, up to a day.
    public static func wait(afterAttempt attempt: Int, asked: Duration?) -> Duration? {
        guard attempt >= 1, attempt <= waits.count else { return nil }
        let usual = waits[attempt - 1] * Double.random(in: 1...1.1)
        return max(usual, min(asked ?? .zero, .seconds(24 * 3600)))
    }
}
