public import FoundationEssentials

/// An address of an integrator to which a company's events are sent.
public struct Webhook: Sendable, Hashable {
    /// Names one webhook.
    public typealias ID = Identifier<Webhook>

    /// Whether it is sent anything.
    public enum State: String, Sendable, CaseIterable, Codable {
        /// It is.
        case enabled
        /// It is not; what happens meanwhile is kept and can be replayed.
        case disabled
    }

    /// Why it is disabled.
    public enum DisabledReason: String, Sendable, CaseIterable, Codable {
        /// Somebody asked.
        case asked
        /// The receiver answered 410 Gone.
        case gone
        /// Nothing was accepted for days.
        case failing
        /// Its secrets cannot be read with the key of this installation.
        case unreadable
    }

    /// UUIDv7.
    public let id: ID
    /// Where events are sent to.
    public let url: WebURL
    /// What it is for, in the owner's words; may be empty.
    public let description: String
    /// The types of events that it gets; all where empty.
    public let types: [String]
    /// Whether it is sent anything.
    public let state: State
    /// Why not; nil while enabled.
    public let disabledReason: DisabledReason?
    /// Since when not; nil while enabled.
    public let disabledAt: Date?
    /// Since when every attempt has failed; nil where the last one did not.
    public let failingSince: Date?
    /// Row version.
    public let version: Int64
    /// When it was registered.
    public let createdAt: Date
    /// Last change.
    public let updatedAt: Date

    /// A webhook as it is kept.
    public init(
        id: ID,
        url: WebURL,
        description: String,
        types: [String],
        state: State,
        disabledReason: DisabledReason?,
        disabledAt: Date?,
        failingSince: Date?,
        version: Int64,
        createdAt: Date,
        updatedAt: Date
    ) {
        self.id = id
        self.url = url
        self.description = description
        self.types = types
        self.state = state
        self.disabledReason = disabledReason
        self.disabledAt = disabledAt
        self.failingSince = failingSince
        self.version = version
        self.createdAt = createdAt
        self.updatedAt = updatedAt
    }

    /// Characters of a description.
    public static let descriptionLength = 0...200
    /// The types that it may ask for, as they are written.
    public static let eventTypes = EventType.allCases.map(\.rawValue)
    /// Webhooks of one company.
    public static let mostPerCompany = 20
    /// How long a secret that was replaced still signs, beside the new one.
    public static let secretOverlap = Duration.seconds(24 * 3600)
    /// A webhook is disabled when nothing was accepted for this long …
    public static let failingLimit = Duration.seconds(3 * 24 * 3600)
    /// … and at least so many attempts failed in a row.
    public static let failuresLimit = 20
}
