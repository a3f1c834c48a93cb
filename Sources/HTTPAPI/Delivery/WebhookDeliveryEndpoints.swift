import Domain
import FoundationEssentials
import Hummingbird
import Store

/// The delivery log of webhooks.
enum WebhookDeliveryEndpoints {
    static let all: [Endpoint] = [
        .list(
            "webhooks/:id/deliveries",
            "listWebhookDeliveries",
            "What was and is to be sent to a webhook, the newest first",
            filters: [.choice("state", WebhookDelivery.State.self, "Only this state")]
        ) { scope in
            let slice = try scope.slice(after: WebhookDelivery.ID.self)
            let rows = try await scope.company.deliveries(
                to: scope.id(),
                state: scope.query.choice("state"),
                before: slice.after,
                limit: slice.fetch
            )
            return try scope.page(rows, slice, key: \.id) { WebhookDeliveryBody($0) }
        },
        .get("webhook-deliveries/:id", "getWebhookDelivery", "One delivery with its attempts") { scope in
            try await scope.company.delivery(scope.id()).map(WebhookDeliveryLogBody.init)
        },
        .post(
            "webhook-deliveries/:id/replay",
            "replayWebhookDelivery",
            "Send one delivery again, under the same webhook-id",
            status: .ok
        ) { scope in
            try await scope.company.replay(scope.id()).map(WebhookDeliveryBody.init)
        },
    ]
}

struct WebhookDeliveryBody: Body {
    let id: WebhookDelivery.ID
    let webhookID: Webhook.ID
    let eventID: Event.ID
    let type: String
    let payload: RawJSON?
    let state: WebhookDelivery.State
    let attempts: Int
    let nextAt: Date?
    let createdAt: Date
    let finishedAt: Date?

    init(_ delivery: WebhookDelivery) {
        id = delivery.id
        webhookID = delivery.webhook
        eventID = delivery.event
        type = delivery.type
        payload = RawJSON(text: delivery.body)
        state = delivery.state
        attempts = delivery.attempts
        nextAt = delivery.nextAt
        createdAt = delivery.createdAt
        finishedAt = delivery.finishedAt
    }

    var location: String? { "webhook-deliveries/\(id)" }

    static let example = WebhookDeliveryBody(
        WebhookDelivery(
            id: Examples.id(41),
            webhook: Examples.id(40),
            event: Examples.id(42),
            type: EventType.taskCompleted.rawValue,
            body: #"{"type":"task.completed","timestamp":"2026-11-22T08:00:00.000Z","data":{"id":"…"}}"#,
            state: .delivered,
            attempts: 1,
            nextAt: Examples.instant,
            createdAt: Examples.instant,
            finishedAt: Examples.instant
        )
    )
    static let notes = [
        "event_id": "The message's webhook-id, the same in every attempt",
        "payload": "What is sent",
        "state": "waiting, delivered, failed (given up) or skipped (the webhook was disabled)",
        "attempts": "Attempts since it was written or replayed, at most 10",
        "next_at": "When it is tried next; absent where it is not",
    ]
}

struct WebhookDeliveryLogBody: Body {
    let delivery: WebhookDeliveryBody
    let log: [Attempt]

    /// One attempt.
    struct Attempt: Encodable, Sendable {
        let number: Int
        let startedAt: Date
        let durationMs: Int
        let outcome: WebhookAttempt.Outcome
        let status: Int?
        let address: String?
        let requestHead: String
        let responseHead: String?
        let responseBytes: Int
        let problem: String?

        init(_ attempt: WebhookAttempt) {
            number = attempt.number
            startedAt = attempt.startedAt
            durationMs = attempt.durationMilliseconds
            outcome = attempt.outcome
            status = attempt.status
            address = attempt.address
            requestHead = attempt.requestHead
            responseHead = attempt.responseHead
            responseBytes = attempt.responseBytes
            problem = attempt.problem
        }
    }

    init(_ found: (delivery: WebhookDelivery, attempts: [WebhookAttempt])) {
        delivery = WebhookDeliveryBody(found.delivery)
        log = found.attempts.map(Attempt.init)
    }

    private init(delivery: WebhookDeliveryBody, log: [Attempt]) {
        self.delivery = delivery
        self.log = log
    }

    static let example = WebhookDeliveryLogBody(
        delivery: .example,
        log: [
            Attempt(
                WebhookAttempt(
                    number: 1,
                    startedAt: Examples.instant,
                    durationMilliseconds: 84,
                    outcome: .refused,
                    status: 503,
                    address: "203.0.113.7",
                    requestHead: "POST /clientele HTTP/1.1\nhost: hooks.shop.example\n…",
                    responseHead: "HTTP/1.1 503\nretry-after: 120\n…",
                    responseBytes: 0,
                    problem: "There was no answer in time."
                )
            )
        ]
    )
    static let notes = [
        "log": "The attempts in order",
        "log.outcome": "delivered, refused, redirected, gone, timeout, unreachable or blocked",
        "log.address": "The address that was connected to",
        "log.request_head": "What was sent before the body",
        "log.response_head": "What came back before the body; absent where nothing came",
        "log.response_bytes": "Bytes read of the answer's body, which is not kept, at most 100,000",
        "log.problem": "What went wrong; absent where nothing did",
    ]
}
