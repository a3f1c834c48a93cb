public import Domain
import FoundationEssentials
import Postgres

extension Webhook.State: PostgresCodable {}
extension Webhook.DisabledReason: PostgresCodable {}

extension Webhook {
    /// Columns of `app.webhooks as webhook` and `app.webhook_lines as line`.
    static let columns: SQL = """
        webhook.id, webhook.url, webhook.description, webhook.types, webhook.state, webhook.disabled_reason,
        webhook.disabled_at, webhook.version, webhook.created_at, webhook.updated_at, line.failing_since
        """

    init(row: Row) throws {
        guard let url = WebURL(try row.get("url", as: String.self)) else { throw WebhookError.badURL }
        self.init(
            id: try row.get("id"),
            url: url,
            description: try row.get("description"),
            types: try row.get("types"),
            state: try row.get("state"),
            disabledReason: try row.get("disabled_reason"),
            disabledAt: try row.get("disabled_at"),
            failingSince: try row.get("failing_since"),
            version: try row.get("version"),
            createdAt: try row.get("created_at"),
            updatedAt: try row.get("updated_at")
        )
    }
}

/// What a webhook is registered with.
public struct WebhookDraft: Sendable {
    /// Where events are sent to.
    public let url: WebURL
    /// What it is for.
    public let description: String
    /// The types of events that it gets; all where empty.
    public let types: [String]

    /// A draft. Throws ``WebhookError/badTypes`` where a type is unknown or named twice.
    public init(url: WebURL, description: String, types: [String]) throws(WebhookError) {
        guard Set(types).count == types.count, types.allSatisfy({ EventType(rawValue: $0) != nil }) else {
            throw .badTypes
        }
        self.url = url
        self.description = description
        self.types = types
    }
}

extension CompanyTransaction {
    /// Registers a webhook with its first secret, which is shown this once.
    public func insertWebhook(
        _ draft: WebhookDraft,
        vault: WebhookVault
    ) async throws -> (webhook: Webhook, secret: WebhookSecret) {
        try await execute("select from app.company_settings where company_id = \(company) for update")
        let count = try await one(
            "select count(*) as count from app.webhooks where company_id = \(company)"
        ) { try $0.get("count", as: Int.self) }
        guard count < Webhook.mostPerCompany else { throw WebhookError.tooMany }
        let id = Webhook.ID.make()
        let secret = WebhookSecret.make()
        try await execute([
            """
            insert into app.webhooks (company_id, id, url, description, types, created_by)
            values (
                \(company), \(id), \(draft.url.text), \(draft.description), \(draft.types), \(principal.person)
            )
            """,
            "insert into app.webhook_lines (company_id, webhook_id) values (\(company), \(id))",
            """
            insert into app.webhook_secrets (company_id, webhook_id, sealed)
            values (\(company), \(id), \(try vault.seal(secret, of: id, in: company)))
            """,
        ])
        guard let webhook = try await webhook(id) else { throw WebhookError.unknown }
        return (webhook, secret)
    }

    /// The webhook with this id.
    public func webhook(_ id: Webhook.ID) async throws -> Webhook? {
        try await first(
            """
            select \(Webhook.columns) from app.webhooks as webhook
            left join app.webhook_lines as line on line.company_id = \(company) and line.webhook_id = webhook.id
            where webhook.company_id = \(company) and webhook.id = \(id)
            """,
            Webhook.init(row:)
        )
    }

    /// The webhooks of the company, the oldest first.
    public func webhooks(after id: Webhook.ID?, limit: Int) async throws -> [Webhook] {
        try await all(
            """
            select \(Webhook.columns) from app.webhooks as webhook
            left join app.webhook_lines as line on line.company_id = \(company) and line.webhook_id = webhook.id
            where webhook.company_id = \(company) and (\(id)::uuid is null or webhook.id > \(id))
            order by webhook.id limit \(limit)
            """,
            Webhook.init(row:)
        )
    }

    /// Changes a webhook that is still at the version the caller read. Enabling one that was disabled sends what waits.
    public func changeWebhook(
        _ id: Webhook.ID,
        to draft: WebhookDraft,
        enabled: Bool,
        expecting version: Int64
    ) async throws -> Webhook {
        let changed = try await execute([
            """
            update app.webhooks
            set url = \(draft.url.text), description = \(draft.description), types = \(draft.types),
                state = case when \(enabled) then 'enabled' else 'disabled' end,
                disabled_reason = case when not \(enabled) then coalesce(disabled_reason, 'asked') end,
                disabled_at = case when not \(enabled) then coalesce(disabled_at, now()) end
            where company_id = \(company) and id = \(id) and version = \(version)
            """,
            """
            update app.webhook_lines as line
            set failures = 0, failing_since = null, due_at = case when \(enabled) then now() end
            where line.company_id = \(company) and line.webhook_id = \(id) and exists (
                select from app.webhooks as webhook
                where webhook.company_id = \(company) and webhook.id = \(id) and webhook.version = \(version + 1)
            )
            """,
        ])
        guard let webhook = try await webhook(id) else { throw WebhookError.unknown }
        guard changed[0] == 1 else { throw WebhookError.stale }
        return webhook
    }

    /// Takes a webhook away, with its secrets; the log of what was sent stays until its month is dropped.
    public func deleteWebhook(_ id: Webhook.ID, expecting version: Int64) async throws {
        guard let old = try await webhook(id) else { throw WebhookError.unknown }
        let deleted = try await execute(
            "delete from app.webhooks where company_id = \(company) and id = \(id) and version = \(version)"
        )
        guard old.version == version, deleted == 1 else { throw WebhookError.stale }
    }

    /// Gives a webhook another secret, which is shown this once. The one before signs beside it for a day; older ones
    /// sign no more.
    public func rotateSecret(
        of id: Webhook.ID,
        vault: WebhookVault
    ) async throws -> (webhook: Webhook, secret: WebhookSecret)? {
        guard let webhook = try await webhook(id) else { return nil }
        let secret = WebhookSecret.make()
        try await execute([
            "delete from app.webhook_secrets where company_id = \(company) and webhook_id = \(id) and expires_at is not null",
            """
            update app.webhook_secrets set expires_at = now() + \(Webhook.secretOverlap)
            where company_id = \(company) and webhook_id = \(id)
            """,
            """
            insert into app.webhook_secrets (company_id, webhook_id, sealed)
            values (\(company), \(id), \(try vault.seal(secret, of: id, in: company)))
            """,
        ])
        return (webhook, secret)
    }
}
