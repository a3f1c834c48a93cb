import Domain
import HTTPTypes
import Store
import TestSupport
import Testing

@testable import HTTPAPI

@Suite(.database) struct WebhookEndpointsTests {
    private let url: JSON = "https://hooks.shop.example/clientele"

    @Test func `a secret is shown once, and kept encrypted`() async throws {
        let company = try await Factory.company()
        try await TestAPI.run { client in
            let manager = try await client.caller(company.manager)
            let path = "/v1/companies/\(company.id)/webhooks"
            let made = try await manager.post(path, ["url": url, "types": ["task.completed"], "description": "Desk"])
            #expect(made.status == 201)
            let secret = try #require(try made.json["secret"]?.text)
            #expect(secret.hasPrefix("whsec_"))
            let id = try #require(try made.json["webhook"]?["id"]?.text)
            let read = try await manager.get("\(path)/\(id)")
            #expect(read.status == 200 && read.headers[.eTag] == "\"1\"")
            #expect(!String(decoding: read.body, as: UTF8.self).contains("whsec_"))
            let kept = try testDatabase.psql(
                "select sealed from app.webhook_secrets where company_id = '\(company.id)'"
            )
            let bytes = try #require(WebhookSecretText.bytes(secret))
            #expect(!kept.contains(bytes))

            let rotated = try await manager.post("\(path)/\(id)/secret")
            #expect(rotated.status == 201)
            #expect(try rotated.json["secret"]?.text != secret)
            #expect(
                try testDatabase.psql(
                    "select count(*), count(expires_at) from app.webhook_secrets where company_id = '\(company.id)'"
                ) == "2|1"
            )
        }
    }

    @Test func `a webhook is changed, disabled, enabled and taken away`() async throws {
        let company = try await Factory.company()
        try await TestAPI.run { client in
            let manager = try await client.caller(company.manager)
            let path = "/v1/companies/\(company.id)/webhooks"
            let made = try await manager.post(path, ["url": url])
            let one = path + "/" + (try #require(try made.json["webhook"]?["id"]?.text))
            let disabled = try await manager.patch(one, ["enabled": false], version: 1)
            #expect(try disabled.text("state") == "disabled" && disabled.text("disabled_reason") == "asked")
            #expect(try await manager.post(one + "/test").code == "webhook.disabled")
            #expect(try await manager.patch(one, ["enabled": true], version: 1).status == 412)
            let enabled = try await manager.patch(one, ["enabled": true, "types": ["task.created"]], version: 2)
            #expect(try enabled.text("state") == "enabled")
            let test = try await manager.post(one + "/test")
            #expect(test.status == 201)
            let log = try await manager.get(one + "/deliveries")
            #expect(try log.json["items"]?.elements.map { $0["type"]?.text } == ["webhook.test"])
            let delivery = "/v1/companies/\(company.id)/webhook-deliveries/" + (try test.text("id"))
            #expect(try await manager.get(delivery).status == 200)
            #expect(try await manager.post(delivery + "/replay").code == "webhook.under_way")
            let gone = try await manager.ask(.delete, one, headers: [.ifMatch: "\"3\""])
            #expect(gone.status == 204)
            #expect(try await manager.get(one).status == 404)
        }
    }

    @Test func `what cannot be sent to is refused`() async throws {
        let company = try await Factory.company()
        try await TestAPI.run { client in
            let manager = try await client.caller(company.manager)
            let path = "/v1/companies/\(company.id)/webhooks"
            for (url, code) in [
                ("http://hooks.example/", "webhook.insecure_url"), ("https://user@hooks.example/", "webhook.bad_url"),
                ("ftp://hooks.example/", "webhook.bad_url"),
            ] {
                let reply = try await manager.post(path, ["url": .string(url)])
                #expect(try reply.status == 422 && reply.code == code, "\(url)")
            }
            #expect(try await manager.post(path, ["url": url, "types": ["no.such"]]).errors == ["/types/0 choice"])
            for _ in 1...20 { #expect(try await manager.post(path, ["url": url]).status == 201) }
            #expect(try await manager.post(path, ["url": url]).code == "webhook.too_many")
        }
    }

    @Test func `a range is sent again, and a backwards one is refused`() async throws {
        let company = try await Factory.company()
        try await TestAPI.run { client in
            let manager = try await client.caller(company.manager)
            let path = "/v1/companies/\(company.id)/webhooks"
            let made = try await manager.post(path, ["url": url])
            let id = try #require(try made.json["webhook"]?["id"]?.text)
            try testDatabase.psql(
                """
                insert into app.webhook_deliveries (
                    company_id, webhook_id, event_id, type, subject_id, body, state, finished_at
                )
                select '\(company.id)', '\(id)', app.uuid_v7(), 'task.created', app.uuid_v7(), '{}', state, now()
                from unnest(array['failed', 'failed', 'delivered']) as state
                """
            )
            let range: JSON = ["from": "2026-01-01T00:00:00Z", "until": "2036-01-01T00:00:00Z"]
            let reply = try await manager.post("\(path)/\(id)/replay", range)
            #expect(reply.status == 200)
            #expect(try reply.json["count"] == 2)
            let back: JSON = ["from": "2026-01-02T00:00:00Z", "until": "2026-01-01T00:00:00Z"]
            #expect(try await manager.post("\(path)/\(id)/replay", back).code == "webhook.bad_range")
        }
    }

    @Test func `without a key none can be registered`() throws {
        #expect(throws: WebhookError.noKey) { try WebhookPermits(key: nil, networks: []).requireVault() }
    }
}

/// The bytes of a secret as the database prints them.
private enum WebhookSecretText {
    static func bytes(_ secret: String) -> String? {
        Base64URL.bytes(
            String(secret.dropFirst(6).prefix { $0 != "=" }.map { $0 == "+" ? "-" : $0 == "/" ? "_" : $0 })
        )?
        .map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
}
