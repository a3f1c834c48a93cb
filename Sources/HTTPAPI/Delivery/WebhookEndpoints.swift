import Domain
import Hummingbird
import Store

/// Webhooks: where a company's events are sent to.
enum WebhookEndpoints {
    static let all: [Endpoint] = [
        .list("webhooks", "listWebhooks", "The webhooks of the company, the oldest first") { scope in
            let slice = try scope.slice(after: Webhook.ID.self)
            let rows = try await scope.company.webhooks(after: slice.after, limit: slice.fetch)
            return try scope.page(rows, slice, key: \.id) { WebhookBody($0) }
        },
        .post("webhooks", "createWebhook", "Register a webhook; its secret is shown this once") {
            (input: NewWebhook, scope) -> WebhookSecretBody? in
            let vault = try scope.call.webhooks.requireVault()
            let draft = try WebhookDraft(
                url: scope.call.webhooks.url(input.url),
                description: input.description ?? "",
                types: input.types ?? []
            )
            return try await WebhookSecretBody(scope.company.insertWebhook(draft, vault: vault))
        },
        .get("webhooks/:id", "getWebhook", "One webhook") { scope in
            try await scope.company.webhook(scope.id()).map(WebhookBody.init)
        },
        .patch("webhooks/:id", "changeWebhook", "Change, disable or enable a webhook") {
            (input: WebhookPatch, scope) -> WebhookBody? in
            guard let old = try await scope.company.webhook(scope.id()) else { return nil }
            let draft = try WebhookDraft(
                url: input.url.map(scope.call.webhooks.url) ?? old.url,
                description: input.description ?? old.description,
                types: input.types ?? old.types
            )
            return try await WebhookBody(
                scope.company.changeWebhook(
                    old.id,
                    to: draft,
                    enabled: input.enabled ?? (old.state == .enabled),
                    expecting: try scope.version
                )
            )
        },
        .delete("webhooks/:id", "deleteWebhook", "Take a webhook away; its log stays") { scope in
            try await scope.company.deleteWebhook(scope.id(), expecting: try scope.version)
        },
        .post(
            "webhooks/:id/secret",
            "rotateWebhookSecret",
            "Give a webhook another secret, shown this once; for a day the one before signs beside it"
        ) { scope -> WebhookSecretBody? in
            let vault = try scope.call.webhooks.requireVault()
            return try await scope.company.rotateSecret(of: scope.id(), vault: vault).map(WebhookSecretBody.init)
        },
        .post("webhooks/:id/test", "testWebhook", "Send a webhook an event that says nothing") { scope in
            try await scope.company.testWebhook(scope.id()).map(WebhookDeliveryBody.init)
        },
        .post(
            "webhooks/:id/replay",
            "replayWebhook",
            "Send again what was given up or skipped in a time, at most 10,000 at once",
            status: .ok
        ) { (input: WebhookReplay, scope) in
            try await ReplayedDeliveriesBody(
                scope.company.replay(
                    to: scope.id(),
                    from: input.from,
                    until: input.until,
                    alsoDelivered: input.alsoDelivered ?? false
                )
            )
        },
    ]
}
