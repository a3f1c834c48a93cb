import Domain
import Metrics

/// Figures of delivery for the operator.
enum DeliveryMetrics {
    /// Events were handed on.
    static func handedOn(_ count: Int, of company: Company.ID) {
        Counter(label: "clientele_events_handed_on", dimensions: [("company", "\(company)")]).increment(by: count)
    }

    /// An attempt to send a delivery ended.
    static func sent(_ outcome: WebhookAttempt.Outcome, of company: Company.ID) {
        let dimensions = [("company", "\(company)"), ("outcome", outcome.rawValue)]
        Counter(label: "clientele_webhook_attempts", dimensions: dimensions).increment()
    }
}
