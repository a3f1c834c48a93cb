import Domain
import HTTPTypes
import HummingbirdTesting
import Store
import TestSupport
import Testing

@testable import HTTPAPI

@Suite(.database) struct BacktestEndpointsTests {
    @Test func `a backtest is asked for, listed and read with its curves`() async throws {
        let shop = try await ScoredShop.make(), other = try await ScoredShop.make()
        let between = shop.days[1].adding(days: 15)
        let period = BacktestPeriod(calibrationEnd: between, holdoutEnd: shop.days[3])
        let record = try await BacktestRun(DirectAccess(testDatabase.worker, shop.company.id, as: .worker)).run(period)
        try await TestAPI.run { client async throws in
            let manager = try await client.caller(shop.company.manager)

            let wanted: JSON = ["calibration_end": .string(between.description)]
            let accepted = try await manager.post(shop.path("backtests"), wanted)
            let again = try await manager.post(shop.path("backtests"), wanted)
            let list = try await manager.get(shop.path("backtests"))
            let one = try await manager.get(shop.path("backtests/\(record.id)"), headers: [.acceptLanguage: "zh-CN"])

            #expect(accepted.status == 202)
            #expect(accepted.headers[.location] == again.headers[.location])
            #expect(try await manager.get(try #require(accepted.headers[.location])).text("state") == "queued")
            let item = try #require(try list.json["items"]?.elements.first)
            #expect(item["customers"] == 10)
            #expect(item["actual_orders"] == 20)
            #expect(item["source"] == "own_rhythm")
            #expect(item["errors"]?["model"] == nil)
            #expect(item["errors"]?["own_rhythm"]?["mean_absolute"] != nil)
            #expect(item["doubts"]?.elements.contains("too_few_customers") == true)
            #expect(item["summary"]?.text?.contains("No model holds") == true)
            #expect(try one.json["backtest"]?["summary"]?.text?.contains("没有模型") == true)
            let points = try #require(try one.json["tracking"]?.elements)
            #expect(points.last?["day"] == .string(shop.days[3].description))
            #expect(points.last?["actual"] == 30)
            let agent = try await client.caller(shop.company.agent)
            #expect(try await agent.post(shop.path("backtests"), [:]).status == 403)
            let stranger = try await client.caller(other.company.manager)
            #expect(try await stranger.get(other.path("backtests/\(record.id)")).status == 404)
            #expect(try await stranger.get(other.path("backtests")).json["items"]?.elements.count == 0)
        }
    }
}
