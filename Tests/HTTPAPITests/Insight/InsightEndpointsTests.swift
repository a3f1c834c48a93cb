import Domain
import HTTPTypes
import HummingbirdTesting
import Store
import TestSupport
import Testing

@testable import HTTPAPI

@Suite(.database) struct InsightEndpointsTests {
    private let generous: JSON = [
        "method": "quantile", "metric": "monetary",
        "tiers": [["name": "A", "at_least": .number(0.5), "visit_days": 7], ["name": "D", "at_least": 0]],
    ]

    @Test func `a score has figures, tier and reasons in the reader's language`() async throws {
        let shop = try await ScoredShop.make()
        try await TestAPI.run { client async throws in
            let manager = try await client.caller(shop.company.manager)
            let path = shop.path("customers/\(shop.customers[9])/score")

            let score = try await manager.get(path)
            let chinese = try await manager.get(path, headers: [.acceptLanguage: "zh-CN"])

            #expect(score.status == 200)
            #expect(try score.json["order_count"] == 4)
            #expect(try score.json["frequency"] == 3)
            #expect(try score.json["rhythm_days"] == 30)
            #expect(try score.json["monetary"] == ["amount_minor": 10_000, "currency": "USD"])
            #expect(try score.json["tier"]?["name"] == "A")
            let reasons = try (score.json["reasons"]?.elements ?? []).compactMap(\.text)
            #expect(reasons.contains { $0.contains("100.00 USD") })
            #expect(reasons.contains { $0.contains("ahead of 90 %") })
            #expect(try chinese.json["reasons"] != score.json["reasons"])
        }
    }

    @Test func `a policy is previewed, published and listed`() async throws {
        let shop = try await ScoredShop.make()
        let generous = generous
        try await TestAPI.run { client async throws in
            let manager = try await client.caller(shop.company.manager)

            let preview = try await manager.post(shop.path("tier-policies/preview"), generous)
            let published = try await manager.post(shop.path("tier-policies"), generous)
            let list = try await manager.get(shop.path("tier-policies"))

            #expect(preview.status == 200)
            #expect(try preview.json["customers"] == 10)
            #expect(try preview.json["up"] == 4)
            // Every customer is visited now; of the five of tier A then, each once a week.
            let workload = try #require(try preview.json["workload"])
            #expect(workload["proposed"]?["visits_per_week"] == 5)
            #expect(workload["proposed"]?["load"] == 15)
            #expect(workload["proposed"]?["discount_per_year"]?["currency"] == "USD")
            #expect(workload["capacity"]?["agents"] == 2)
            #expect(workload["exceeds_capacity"] == false)
            #expect(try preview.json["moves"]?.elements.first?["customer"]?["name"] == "Customer 9")
            #expect(published.status == 201)
            #expect(try list.json["items"]?.elements.map { $0["number"] } == [2, 1])
            #expect(try await manager.get(try #require(published.headers[.location])).json["number"] == 2)
            let agent = try await client.caller(shop.company.agent)
            #expect(try await agent.post(shop.path("tier-policies"), generous).status == 403)
        }
    }

    @Test func `rules that contradict themselves are refused with their code`() async throws {
        let shop = try await ScoredShop.make()
        try await TestAPI.run { client async throws in
            let manager = try await client.caller(shop.company.manager)
            let rules: JSON = [
                "method": "quantile", "metric": "monetary",
                "tiers": [["name": "A", "at_least": 0], ["name": "B", "at_least": .number(0.5)]],
            ]

            let refused = try await manager.post(shop.path("tier-policies"), rules)

            #expect(refused.status == 422)
            #expect(try refused.code == "tier_policy.bounds_not_falling")
        }
    }

    @Test func `an override is set, seen in the history and removed`() async throws {
        let shop = try await ScoredShop.make()
        try await TestAPI.run { client async throws in
            let manager = try await client.caller(shop.company.manager)
            let customer = shop.path("customers/\(shop.customers[0])")
            let override: JSON = ["tier": "A", "reason": "opens three shops", "expires_on": "2099-01-01"]

            #expect(try await manager.get("\(customer)/tier-override").status == 404)
            let set = try await manager.ask(.put, "\(customer)/tier-override", override)
            let history = try await manager.get("\(customer)/tier-history")
            let removed = try await manager.ask(.delete, "\(customer)/tier-override")

            #expect(set.status == 200)
            #expect(try history.json["changes"]?.elements.map { $0["to"]?["name"] } == ["A", "D"])
            #expect(removed.status == 204)
            #expect(try await manager.ask(.delete, "\(customer)/tier-override").status == 404)
        }
    }

    @Test func `scores are listed by value, page by page`() async throws {
        let shop = try await ScoredShop.make()
        try await TestAPI.run { client async throws in
            let manager = try await client.caller(shop.company.manager)

            let first = try await manager.get(shop.path("scores?limit=6"))
            let second = try await manager.get(shop.path("scores?limit=6&cursor=\(first.text("next_cursor"))"))
            let best = try await manager.get(shop.path("scores?tier=A"))

            let ids = try [first, second].flatMap { try $0.json["items"]?.elements ?? [] }
                .compactMap { $0["customer"]?["id"]?.text }
            #expect(ids == shop.customers.reversed().map(\.description))
            #expect(try best.json["items"]?.elements.count == 1)
        }
    }

    @Test func `churn warnings carry their reason and are dismissed once`() async throws {
        let shop = try await ScoredShop.make()
        try await TestAPI.run { client async throws in
            let agent = try await client.caller(shop.company.agent)

            let list = try await agent.get(shop.path("churn-warnings?limit=200"))
            let warnings = try list.json["items"]?.elements ?? []
            let first = try #require(warnings.first?["id"]?.text)
            let dismissed = try await agent.post(shop.path("churn-warnings/\(first)/dismissal"))
            let again = try await agent.post(shop.path("churn-warnings/\(first)/dismissal"))

            #expect(warnings.count == 10)
            #expect(warnings.allSatisfy { $0["model_number"] == 1 && $0["advice"]?.text?.isEmpty == false })
            let plays = Set(warnings.compactMap { $0["play"]?.text })
            #expect(plays.isSubset(of: ["visit", "call", "message", "win_back"]))
            #expect(try #require(warnings.first?["reason"]?.text).contains(shop.days[3].description))
            #expect(try dismissed.text("state") == "dismissed")
            #expect(again.status == 409)
        }
    }

    @Test func `reviews of past warnings are listed by month, with precision, recall and lift`() async throws {
        let shop = try await ScoredShop.make()
        try testDatabase.psql(
            """
            insert into app.warning_reviews (company_id, month, model_number, population, lost, warned, hits)
            select '\(shop.company.id)', month, 1, 90, 9, 6, 3 from unnest('{2026-01-01,2026-02-01}'::date[]) as month
            """
        )
        try await TestAPI.run { client async throws in
            let manager = try await client.caller(shop.company.manager)

            let first = try await manager.get(shop.path("warning-reviews?limit=1"))
            let second = try await manager.get(shop.path("warning-reviews?limit=1&cursor=\(first.text("next_cursor"))"))
            let started = try await manager.post(shop.path("warning-reviews"))

            let item = try #require(try first.json["items"]?.elements.first)
            #expect(item["month"] == "2026-02-01")
            #expect(item["precision"] == .number(0.5))
            #expect(item["lift"] == 5)
            #expect(try second.json["items"]?.elements.first?["month"] == "2026-01-01")
            #expect(try second.json["next_cursor"] == nil)
            #expect(started.status == 202)
        }
    }

    @Test func `a scoring on demand is an operation, one at a time`() async throws {
        let shop = try await ScoredShop.make()
        try await TestAPI.run { client async throws in
            let manager = try await client.caller(shop.company.manager)

            let accepted = try await manager.post(shop.path("scorings"), ["as_of": "2026-04-30"])
            let again = try await manager.post(shop.path("scorings"), ["as_of": "2026-04-30"])

            #expect(accepted.status == 202)
            let operation = try #require(accepted.headers[.location])
            #expect(again.headers[.location] == operation)
            #expect(try await manager.get(operation).text("state") == "queued")
        }
    }

    @Test func `nobody of another company finds any of it`() async throws {
        let shop = try await ScoredShop.make(), other = try await ScoredShop.make()
        try await TestAPI.run { client async throws in
            let stranger = try await client.caller(other.company.manager)
            let customer = shop.customers[0]
            for rest in ["score", "tier-history", "tier-override"] {
                #expect(try await stranger.get(shop.path("customers/\(customer)/\(rest)")).status == 404)
                #expect(try await stranger.get(other.path("customers/\(customer)/\(rest)")).status == 404)
            }
            for rest in ["scores", "tier-policies", "churn-warnings", "warning-reviews"] {
                #expect(try await stranger.get(shop.path(rest)).status == 404)
            }
        }
    }
}
