import Foundation
import TestSupport
import Testing

/// An agency with two companies: a record shop with the CDNOW history and a tea shop with a short one. Each has a
/// manager and an agent of its own; one agent serves both.
struct TwoShops {
    let installation: Installation
    let records: Shop
    let tea: Shop
    let shared: APIClient

    struct Shop {
        let id: String
        let slug: String
        let manager: APIClient
        let agent: APIClient

        func path(_ rest: String) -> String { "/v1/companies/\(id)/\(rest)" }
    }

    init(_ installation: Installation) throws {
        self.installation = installation
        try installation.clientele("agency", "create", "Northern Agency").checked()
        records = try Self.host(installation, "records", "Harbour Records", "USD", "America/New_York", "en")
        tea = try Self.host(installation, "tea", "云栖茶业", "CNY", "Asia/Shanghai", "zh-CN")
        for slug in ["records", "tea"] {
            try Self.staff(installation, slug, "agent", "Robin Park", "robin@agency.example")
        }
        shared = installation.api(try Self.key(installation, "robin@agency.example"))
    }

    private static func host(
        _ installation: Installation,
        _ slug: String,
        _ name: String,
        _ currency: String,
        _ zone: String,
        _ locale: String
    ) throws -> Shop {
        let company = try installation.json(
            "company",
            "create",
            "--name",
            name,
            "--slug",
            slug,
            "--currency",
            currency,
            "--time-zone",
            zone,
            "--locale",
            locale
        )
        try staff(installation, slug, "manager", "Manager", "manager@\(slug).example")
        try staff(installation, slug, "agent", "Agent", "agent@\(slug).example")
        return Shop(
            id: try #require(company["id"].string),
            slug: slug,
            manager: installation.api(try key(installation, "manager@\(slug).example")),
            agent: installation.api(try key(installation, "agent@\(slug).example"))
        )
    }

    private static func staff(
        _ installation: Installation,
        _ slug: String,
        _ role: String,
        _ name: String,
        _ email: String
    ) throws {
        try installation.clientele(
            "person",
            "add",
            "--company",
            slug,
            "--role",
            role,
            "--name",
            name,
            "--email",
            email
        ).checked()
    }

    private static func key(_ installation: Installation, _ email: String) throws -> String {
        try #require(try installation.json("key", "create", "--person", email, "--name", "test")["secret"].string)
    }

    /// Imports both histories through the command line; a second run of the same file changes nothing.
    func importHistories(_ figures: CDNOWFigures) throws {
        let first = try installation.json("import", "orders", "--company", records.slug, Fixture.cdnow)
        #expect(first["rows_inserted"].int == figures.orders)
        let again = try installation.json("import", "orders", "--company", records.slug, Fixture.cdnow)
        #expect(again["outcome"].string == "known_already")
        let count =
            "select count(*) || ' ' || count(distinct customer_id) || ' ' || sum(amount_minor) from app.orders where company_id = '\(records.id)'"
        #expect(
            try installation.server.psql(count, on: installation.database)
                == "\(figures.orders) \(figures.customers.count) \(figures.minor)"
        )
        let today = Date.now.formatted(.iso8601.year().month().day())
        let orders = try installation.file("茶.csv", "订单号,客户编号,日期,金额\n1,王小明,\(today),88.00\n2,李华,\(today),168.50\n")
        let tea = try installation.json("import", "orders", "--company", tea.slug, orders)
        #expect(tea["rows_inserted"].int == 2)
    }

    /// Scores on demand, as of a day, and waits for the operation and the work that follows from it.
    func scoreRecords(asOf day: String) async throws {
        let accepted = try await records.manager.post(records.path("scorings"), ["as_of": day])
        _ = accepted.expecting(202)
        let operation = try #require(accepted.headers["location"])
        try await eventually("the scoring has ended", within: .seconds(60)) {
            let state = try await records.manager.get(operation).body["state"].string
            try #require(state != "failed")
            return state == "succeeded"
        }
        try await eventually("policy has become work", within: .seconds(60)) {
            try await !records.manager.get(records.path("tasks?limit=1")).body["items"].array.isEmpty
        }
        _ = try await tea.manager.post(tea.path("scorings"), [:])
        try await eventually("the tea shop has work", within: .seconds(60)) {
            try await !tea.manager.get(tea.path("tasks?limit=1")).body["items"].array.isEmpty
        }
    }

    /// Recency, frequency and money of named customers against the file.
    func checkFigures(_ figures: CDNOWFigures, asOf day: String) async throws {
        for code in ["00004", "00021", "00111", "23570"] where figures.customers[code] != nil {
            let expected = try #require(figures.customers[code])
            let found = try await records.manager.get(records.path("customers?q=\(code)")).expecting(200)["items"][0]
            let id = try #require(found["id"].string)
            let score = try await records.manager.get(records.path("customers/\(id)/score")).expecting(200)
            #expect(score["order_count"].int == expected.orders, "orders of \(code)")
            #expect(score["frequency"].int == expected.days.count - 1, "repeat purchase days of \(code)")
            #expect(score["monetary"]["amount_minor"].int == expected.minor, "money of \(code)")
            let last = try #require(expected.days.max()), first = try #require(expected.days.min())
            #expect(score["recency_days"].int == CDNOWFigures.days(from: last, to: day), "recency of \(code)")
            #expect(score["tenure_days"].int == CDNOWFigures.days(from: first, to: day), "tenure of \(code)")
        }
    }

    /// One list, both companies, each row with its company.
    func checkWorklistOfBothCompanies() async throws {
        let list = try await shared.get("/v1/me/worklist?through=2100-01-01&limit=200").expecting(200)
        let companies = Set(list["items"].array.compactMap { $0["company"]["id"].string })
        #expect(companies.isSubset(of: [records.id, tea.id]))
        #expect(companies.contains(records.id))
    }

    /// Completes a task with an interaction; the next visit is planned; completing twice is refused.
    func completeOneVisit() async throws {
        let mine = try await shared.get("/v1/me/worklist?through=2100-01-01&limit=200").expecting(200)["items"].array
        let task = try #require(mine.first { $0["kind"].string == "visit" && $0["company"]["id"].string == records.id })
        let id = try #require(task["id"].string), customer = try #require(task["customer"]["id"].string)
        let body: [String: Any] = ["kind": "call", "summary": "Will order next week", "promised": "a catalogue"]
        _ = try await shared.post(records.path("tasks/\(id)/completion"), body).expecting(201)
        _ = try await shared.post(records.path("tasks/\(id)/completion"), body).expecting(409)

        let interactions = try await shared.get(records.path("customers/\(customer)/interactions")).expecting(200)
        #expect(interactions["items"][0]["summary"].string == "Will order next week")
        let open = try await shared.get(records.path("tasks?customer_id=\(customer)&state=open")).expecting(200)
        let next = open["items"].array.filter { $0["kind"].string == "visit" }
        #expect(next.count == 1, "the next visit is planned, once")
    }

    /// The manager's numbers are the database's.
    func checkProgress() async throws {
        let progress = try await records.manager.get(records.path("progress")).expecting(200)
        let rows = progress["agents"].array
        let open = rows.compactMap { $0["open_tasks"].int }.reduce(0, +)
        let stored = try installation.server.psql(
            "select count(*) from app.tasks where company_id = '\(records.id)' and state = 'open' and assignee_id is not null",
            on: installation.database
        )
        #expect(String(open) == stored)
        #expect(rows.compactMap { $0["interactions"].int }.reduce(0, +) == 1)
    }

    /// 404 everywhere, the same as for a company that does not exist.
    func checkThatTheOtherCompanySeesNothing() async throws {
        let customer =
            try await records.manager.get(records.path("customers?limit=1")).expecting(200)["items"][0]["id"].string
            ?? ""
        for path in ["customers", "customers/\(customer)", "tasks", "progress", "orders", "scores", "memberships"] {
            _ = try await tea.manager.get(records.path(path)).expecting(404)
        }
        _ = try await tea.manager.get(tea.path("customers/\(customer)")).expecting(404)
        _ = try await tea.manager.get(tea.path("customers/\(customer)/score")).expecting(404)
        let seen = try await tea.manager.get(tea.path("customers?limit=200")).expecting(200)["items"].array
        #expect(seen.count == 2)
    }
}
