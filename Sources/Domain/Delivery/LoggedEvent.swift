/// An event of a company's log.
public struct LoggedEvent: Hashable, Sendable {
    /// Where the log goes on behind it.
    public let position: EventPosition
    /// What happened: the name of an `EventType`.
    public let type: String
    /// The message, one line of JSON, as webhooks get it.
    public let body: String

    /// An event as it is kept.
    public init(position: EventPosition, type: String, body: String) {
        self.position = position
        self.type = type
        self.body = body
    }
}

/// Why the log of events cannot be read from a position.
public enum EventLogError: DomainError, Hashable {
    /// What came behind it was not kept, or it is of no log of this company.
    case gone

    /// What kind of refusal it is.
    public var kind: DomainErrorKind { .gone }
    /// Stable, for programs.
    public var code: String { "events.gone" }
    /// For people.
    public var message: String {
        "What happened since was not kept. Read again what you need, and begin without Last-Event-ID."
    }
}
