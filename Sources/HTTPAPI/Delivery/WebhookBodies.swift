import Domain
import FoundationEssentials
import Store

struct WebhookBody: Body {
    let id: Webhook.ID
    let url: String
    let description: String
    let types: [String]
    let state: Webhook.State
    let disabledReason: Webhook.DisabledReason?
    let disabledAt: Date?
    let failingSince: Date?
    let version: Int64
    let createdAt: Date
    let updatedAt: Date

    init(_ webhook: Webhook) {
        id = webhook.id
        url = webhook.url.text
        description = webhook.description
        types = webhook.types
        state = webhook.state
        disabledReason = webhook.disabledReason
        disabledAt = webhook.disabledAt
        failingSince = webhook.failingSince
        version = webhook.version
        createdAt = webhook.createdAt
        updatedAt = webhook.updatedAt
    }

    private init(id: Webhook.ID, url: String, description: String, types: [String]) {
        self.id = id
        self.url = url
        self.description = description
        self.types = types
        state = .disabled
        disabledReason = .failing
        disabledAt = Examples.instant
        failingSince = Examples.instant
        version = 1
        createdAt = Examples.instant
        updatedAt = Examples.instant
    }

    var entityVersion: Int64? { version }
    var location: String? { "webhooks/\(id)" }

    static let example = WebhookBody(
        id: Examples.id(40),
        url: "https://hooks.shop.example/clientele",
        description: "Orders desk",
        types: ["task.completed", "customer.tier_changed"]
    )
    static let notes = [
        "types": "The types of events that it gets; all where empty",
        "disabled_reason":
            "asked, gone (410), failing (nothing accepted for 3 days) or unreadable; absent while enabled",
        "failing_since": "Since when every attempt has failed; absent where the last one did not",
    ]
}

struct WebhookSecretBody: Body {
    let webhook: WebhookBody
    let secret: String

    init(_ made: (webhook: Webhook, secret: WebhookSecret)) {
        webhook = WebhookBody(made.webhook)
        secret = made.secret.text
    }

    private init(webhook: WebhookBody, secret: String) {
        self.webhook = webhook
        self.secret = secret
    }

    var location: String? { webhook.location }

    static let isShownOnce = true
    static let example = WebhookSecretBody(webhook: .example, secret: "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")
    static let notes = ["secret": "What messages are signed with, shown this once"]
}

struct ReplayedDeliveriesBody: Body {
    let count: Int
    let continueFrom: Date?

    init(_ replayed: (count: Int, next: Date?)) {
        count = replayed.count
        continueFrom = replayed.next
    }

    static let example = ReplayedDeliveriesBody((count: 120, next: Examples.instant))
    static let notes = [
        "count": "Deliveries that are sent again",
        "continue_from": "Where to go on, where there were more than 10,000",
    ]
}

struct NewWebhook: Described {
    let url: String
    let description: String?
    let types: [String]?

    static let fields: [Field<Self>] = [
        .url("url", \.url, WebURL.length, "Where events are sent to: https, a public host, no user, no fragment"),
        .text("description", \.description, Webhook.descriptionLength, "What it is for"),
        .choices(
            "types",
            \.types,
            of: Webhook.eventTypes,
            "Types of events, see Docs/webhooks.md; all where left out or empty"
        ),
    ]
}

struct WebhookPatch: Described {
    let url: String?
    let description: String?
    let types: [String]?
    let enabled: Bool?

    static let fields: [Field<Self>] = [
        .url("url", \.url, WebURL.length, "Where events are sent to: https, a public host, no user, no fragment"),
        .text("description", \.description, Webhook.descriptionLength, "What it is for"),
        .choices("types", \.types, of: Webhook.eventTypes, "Types of events; all where empty"),
        .flag("enabled", \.enabled, "Whether it is sent anything; what waits while it is disabled is sent afterwards"),
    ]
}

struct WebhookReplay: Described {
    let from: Date
    let until: Date
    let alsoDelivered: Bool?

    static let fields: [Field<Self>] = [
        .timestamp("from", \.from, "Deliveries written from this time on"),
        .timestamp("until", \.until, "And before this one"),
        .flag("also_delivered", \.alsoDelivered, "Also those that were accepted; false where left out"),
    ]
}
