import Foundation
import TestSupport
import Testing

/// Personal data goes through every process and stays where it belongs: no log, no figure, no job and no event carries it.
/// What the API alone logs, `ConnectionTests` looks at.
@Suite struct CanaryTests {
    private let canary = "kanarienvogel\(UInt32.random(in: 1_000_000...9_999_999))"

    @Test func `what people wrote and what is secret stays out of logs, metrics, jobs and events`() async throws {
        let settings = ["CURSOR_SECRET", "WEBHOOK_KEY"].reduce(into: ["LOG_LEVEL": "trace"]) {
            $0[$1] = "a secret of this run, \($1) \(canary), long enough"
        }
        let installation = try Installation(environment: settings)
        let shops = try TwoShops(installation)
        let receiver = try await WebhookReceiver()
        defer { receiver.stop() }
        try await installation.start()
        let tea = shops.tea
        let hook = try await tea.manager.post(tea.path("webhooks"), ["url": receiver.url("/ok/canary")]).expecting(201)
        let secret = try #require(hook["secret"].string)
        try receiver.expect(secret, at: "/ok/canary")

        try await importOrders(tea)
        try await leaveTraces(tea)
        try await eventually("events were delivered", within: .seconds(60)) {
            try receiver.received(at: "/ok/canary").contains { $0.body.type == "interaction.recorded" }
        }

        let hidden = [canary, secret, tea.manager.key, TestServer.shared.url.password() ?? ""]
        #expect(!hidden.contains(""))
        for name in ["clientele-api", "clientele-worker"] {
            let log = try installation.daemon(name).output
            #expect(log.count > 1000)
            for text in hidden { #expect(!log.contains(text), "\(name)") }
        }
        for isWorker in [false, true] {
            let metrics = try await installation.metrics(ofWorker: isWorker)
            for text in hidden { #expect(!metrics.contains(text)) }
        }
        let tables = [
            "jobs", "job_history", "outbox", "webhook_deliveries", "webhook_attempts", "schedules", "operations",
        ]
        for table in tables {
            let found = try installation.server.psql(
                "select count(*) from app.\(table) as t where t::text like '%\(canary)%' or t::text like '%\(secret)%'",
                on: installation.database
            )
            #expect(found == "0", "\(table)")
        }
        let ended = "select count(*) > 0 from app.job_history"
        #expect(try installation.server.psql(ended, on: installation.database) == "t")
        try installation.remove()
    }

    /// A file with good rows and with rows that are refused.
    private func importOrders(_ shop: TwoShops.Shop) async throws {
        let file = "number,customer,date,amount,name\n1,C-1,2026-01-01,3,\(canary)\n2,\(canary),\(canary),\(canary),x\n"
        let accepted = try await shop.manager.send(
            "POST",
            shop.path("imports?file_name=\(canary).csv&name_column=name&number_column=number"),
            Data(file.utf8),
            ["Idempotency-Key": canary],
            type: "text/csv"
        )
        let id = try #require(accepted.expecting(202)["id"].string)
        try await eventually("the import has ended", within: .seconds(60)) {
            try await shop.manager.get(shop.path("imports/\(id)")).body["state"].string != "running"
        }
    }

    /// A customer, an interaction and a task that say what nobody else may hear, and requests that fail.
    private func leaveTraces(_ shop: TwoShops.Shop) async throws {
        let body: [String: Any] = ["name": canary, "note": canary, "email": "\(canary)@x.example", "phone": canary]
        let id = try await shop.manager.post(shop.path("customers"), body).expecting(201)["id"].string ?? ""
        let interaction: [String: Any] = [
            "kind": "call", "summary": canary, "promised": canary, "happened_at": "2026-01-01T00:00:00Z",
        ]
        _ = try await shop.manager.post(shop.path("customers/\(id)/interactions"), interaction).expecting(201)
        let task = ["customer_id": id, "title": canary, "detail": canary, "due_on": "2026-01-01"]
        _ = try await shop.manager.post(shop.path("tasks"), task).expecting(201)
        _ = try await shop.manager.post(shop.path("customers"), ["name": canary, "email": canary, "kind": canary])
            .expecting(422)
        _ = try await shop.manager.get(shop.path("customers?cursor=\(canary)")).expecting(400)
        _ = try await shop.manager.get(shop.path("customers/\(canary)")).expecting(404)
    }
}
