import Foundation
import TestSupport
import Testing

/// `clientele doctor`: what is well, what is wrong, and how to mend it.
@Suite struct DoctorTests {
    @Test func `an installation in order is well`() throws {
        let installation = try Installation()
        let run = try installation.clientele("doctor", "--locale", "en")
        #expect(run.status == 0, "\(run.output)")
        #expect(run.output.contains("ok       PostgreSQL \(try serverVersion())"))
        #expect(run.output.contains("tables and partitions are protected"))
        #expect(!run.output.contains("WRONG"))
        try installation.remove()
    }

    @Test func `a table that no longer binds its owner is named with its mend`() throws {
        let installation = try Installation()
        try installation.server.psql("alter table app.customers no force row level security", on: installation.database)
        let run = try installation.clientele("doctor", "--locale", "en")
        #expect(run.status == 1)
        #expect(run.output.contains("WRONG    app.customers does not bind its owner."))
        #expect(run.output.contains("→ alter table app.customers force row level security;"))
        try installation.remove()
    }

    @Test func `webhooks that nobody sends to are found`() throws {
        let installation = try Installation()
        let shop = try TwoShops(installation).tea
        try installation.server.psql(
            """
            with webhook as (
                insert into app.webhooks (company_id, url) values ('\(shop.id)', 'https://hooks.example/') returning id
            )
            insert into app.webhook_lines (company_id, webhook_id, due_at)
            select '\(shop.id)', id, now() - interval '1 hour' from webhook
            """,
            on: installation.database
        )
        let run = try installation.clientele("doctor", "--locale", "en")
        #expect(run.status == 1)
        #expect(run.output.contains("WRONG    A webhook has been due for 36"))
        try installation.remove()
    }

    @Test func `a database without the schema says what to deploy, in both languages`() throws {
        let installation = try Installation()
        try installation.server.psql("drop schema app cascade", on: installation.database)
        let english = try installation.clientele("doctor", "--locale", "en")
        #expect(english.status == 1)
        #expect(english.output.contains("The schema is not deployed.\n         → make db-deploy"))
        let chinese = try installation.clientele("doctor", "--locale", "zh-CN")
        #expect(chinese.status == 1)
        #expect(chinese.output.contains("尚未部署数据库结构。"))
        try installation.remove()
    }

    private func serverVersion() throws -> String {
        try TestServer.shared.psql("select current_setting('server_version_num')::int / 10000", on: "postgres")
    }
}
