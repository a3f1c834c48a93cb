import Domain
import HTTPTypes
import HummingbirdTesting
import Store
import TestSupport
import Testing

@testable import HTTPAPI

@Suite(.database) struct ForecastEndpointsTests {
    @Test func `a forecast has numbers, their source and reasons in the reader's language`() async throws {
        let shop = try await ScoredShop.make()
        try await TestAPI.run { client async throws in
            let manager = try await client.caller(shop.company.manager)
            let path = shop.path("customers/\(shop.customers[9])/forecast")

            let forecast = try await manager.get(path)
            let chinese = try await manager.get(path, headers: [.acceptLanguage: "zh-CN"])

            #expect(forecast.status == 200)
            #expect(try forecast.json["orders"]?.elements.count == 3)
            #expect(try forecast.json["orders_from"]?["source"] == "own_rhythm")
            #expect(try forecast.json["orders_from"]?["doubts"]?.elements.first?["code"] == "too_few_customers")
            #expect(try forecast.json["probability_alive"] == nil)
            #expect(try forecast.json["value_per_order"] == ["amount_minor": 2500, "currency": "USD"])
            let reasons = try (forecast.json["reasons"]?.elements ?? []).compactMap(\.text)
            #expect(reasons.contains { $0.contains("Bought again on 3 days within 90 days") })
            #expect(reasons.contains { $0.contains("Only 10 customers") })
            let texts = try (chinese.json["reasons"]?.elements ?? []).compactMap(\.text)
            #expect(texts.contains { $0.contains("90天内有3个复购日") })
            #expect(texts.contains { $0.contains("仅有10位客户") })
        }
    }

    @Test func `models are listed and the one in force is named`() async throws {
        let shop = try await ScoredShop.make()
        try await TestAPI.run { client async throws in
            let manager = try await client.caller(shop.company.manager)

            let list = try await manager.get(shop.path("models"))
            let inForce = try await manager.get(shop.path("models/in-force"))

            #expect(try list.json["items"]?.elements.map { $0["number"] } == [1])
            #expect(try inForce.json["number"] == 1)
            #expect(try inForce.json["models"]?.elements.count == 2)
        }
    }

    @Test func `rankings and the distribution know the company's customers, and an agent's own`() async throws {
        let shop = try await ScoredShop.make()
        try TestServer.shared.psql(
            """
            update app.customer_scores set risk = 'high', lifetime_minor = monetary_minor, stage = 'growing',
                pace = 120 + monetary_minor / 1000, next_order_days = null
            where company_id = '\(shop.company.id)';
            update app.customer_scores set risk = 'low', next_order_days = 7
            where company_id = '\(shop.company.id)' and customer_id in ('\(shop.customers[1])', '\(shop.customers[2])');
            """,
            on: testDatabase.name
        )
        try await TestAPI.run { client async throws in
            let manager = try await client.caller(shop.company.manager)

            let first = try await manager.get(shop.path("rankings/at-risk?limit=5"))
            let cursor = try #require(try first.json["next_cursor"]?.text)
            let second = try await manager.get(shop.path("rankings/at-risk?limit=5&cursor=\(cursor)"))
            let due = try await manager.get(shop.path("rankings/due"))
            let rising = try await manager.get(shop.path("rankings/rising?limit=1"))
            let spread = try await manager.get(shop.path("score-distribution"))
            let stages = try await manager.get(shop.path("customers/\(shop.customers[0])/stage-history"))

            let names = try [first, second].flatMap {
                try ($0.json["items"]?.elements ?? []).compactMap { $0["customer"]?["name"]?.text }
            }
            #expect(names == [10, 9, 8, 7, 6, 5, 4, 1].map { "Customer \($0)" })
            #expect(try second.json["next_cursor"] == nil)
            #expect(try due.json["items"]?.elements.count == 2)
            #expect(try rising.json["items"]?.elements.first?["customer"]?["name"] == "Customer 10")
            #expect(try spread.json["customers"] == 10)
            #expect(try spread.json["matrix"]?.elements.count == 25)
            #expect(try stages.json["stage"] == "growing")
            let colleague = try await client.caller(shop.company.colleague)
            #expect(try await colleague.get(shop.path("rankings/at-risk")).json["items"]?.elements.isEmpty == true)
        }
    }
}
