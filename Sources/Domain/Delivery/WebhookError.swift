/// Why something about webhooks is refused.
public enum WebhookError: DomainError, Hashable {
    /// No such webhook or delivery in this company.
    case unknown
    /// It was changed since the caller read it.
    case stale
    /// The text is no address that can be sent to.
    case badURL
    /// Only https may be sent to outside the named networks.
    case insecureURL
    /// Two of the event types are the same, or one does not exist.
    case badTypes
    /// The company has as many as it may have.
    case tooMany
    /// A disabled webhook is sent nothing.
    case disabled
    /// The delivery is still being tried.
    case underWay
    /// The end of the range is not behind its beginning.
    case badRange
    /// This installation has no key to keep secrets with.
    case noKey

    /// What kind of refusal it is.
    public var kind: DomainErrorKind {
        switch self {
        case .unknown: .notFound
        case .stale: .stale
        case .badURL, .insecureURL, .badTypes, .badRange: .invalid
        case .tooMany, .disabled, .underWay: .conflict
        case .noKey: .unavailable
        }
    }

    /// Stable, for programs.
    public var code: String {
        switch self {
        case .unknown: "webhook.not_found"
        case .stale: "webhook.stale"
        case .badURL: "webhook.bad_url"
        case .insecureURL: "webhook.insecure_url"
        case .badTypes: "webhook.bad_types"
        case .tooMany: "webhook.too_many"
        case .disabled: "webhook.disabled"
        case .underWay: "webhook.under_way"
        case .badRange: "webhook.bad_range"
        case .noKey: "webhook.no_key"
        }
    }

    /// One sentence for people.
    public var message: String {
        switch self {
        case .unknown: "There is no such webhook or delivery."
        case .stale: "The webhook was changed since you read it."
        case .badURL: "This is no absolute http or https URL with a plain host and without user or fragment."
        case .insecureURL: "Webhooks are sent over https only."
        case .badTypes: "An event type is unknown or named twice."
        case .tooMany: "The company has \(Webhook.mostPerCompany) webhooks already."
        case .disabled: "The webhook is disabled; enable it first."
        case .underWay: "The delivery is still being tried."
        case .badRange: "The range ends before it begins."
        case .noKey: "This installation has no WEBHOOK_KEY, so it cannot keep the secrets of webhooks."
        }
    }
}
