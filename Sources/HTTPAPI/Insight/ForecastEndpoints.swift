import Domain
import Hummingbird
import Store

/// What to expect of customers, and the models that say so.
enum ForecastEndpoints {
    static let all: [Endpoint] =
        [
            .get(
                "customers/:id/forecast",
                "getForecast",
                "What to expect of a customer, with reasons and where each number is from"
            ) { scope -> ForecastBody? in
                let currency = try await scope.company.hostedCompany().currency
                return try await scope.company.forecast(of: scope.id())
                    .map { ForecastBody($0, currency: currency, language: scope.language) }
            },
            .get(
                "customers/:id/stage-history",
                "getStageHistory",
                "The lifecycle stages a customer had, and for how long"
            ) { scope -> StageHistoryBody? in
                let customer = try scope.id(of: Customer.self)
                guard let changes = try await scope.company.stageHistory(of: customer) else { return nil }
                guard let stage = try await scope.company.score(of: customer)?.score.stage else { return nil }
                return StageHistoryBody(customer, stage, changes)
            },
            .get(
                "score-distribution",
                "getScoreDistribution",
                "How customers are spread over risk, stage, value and potential",
                filters: [.id("owner_id", "Only this agent's customers")]
            ) { scope -> ScoreDistributionBody? in
                let currency = try await scope.company.hostedCompany().currency
                guard let day = try await scope.company.scoredDay() else { return nil }
                let cells = try await scope.company.scoreCells(owner: scope.query.id("owner_id"))
                return ScoreDistributionBody(cells, asOf: day, currency: currency)
            },
            .list("models", "listModels", "Versions of the models, newest first") { scope in
                let slice = try scope.slice(after: Int.self)
                let rows = try await scope.company.modelVersions(below: slice.after, limit: slice.fetch)
                return try scope.page(rows, slice, key: \.book.number) { ModelsBody($0, language: scope.language) }
            },
            .get("models/in-force", "getModelsInForce", "The version that the current forecasts are from") { scope in
                try await scope.company.modelsInForce().map { ModelsBody($0, language: scope.language) }
            },
        ] + rankings

    private static let rankings: [Endpoint] = [
        ranking(.atRisk, "at-risk", "listCustomersAtRisk", "Customers at medium or high risk, the most valuable first"),
        ranking(.due, "due", "listCustomersDue", "Customers with an order due within 30 days, the soonest first"),
        ranking(.rising, "rising", "listCustomersRising", "Customers who buy faster than before, the fastest first"),
    ]

    private static func ranking(_ ranking: CustomerRanking, _ path: String, _ id: String, _ summary: String) -> Endpoint
    {
        .list("rankings/\(path)", id, summary, filters: [.id("owner_id", "Only this agent's customers")]) {
            scope -> Page<RankedCustomerBody> in
            let slice = try scope.slice(after: RankKey.self)
            let currency = try await scope.company.hostedCompany().currency
            guard let day = try await scope.company.scoredDay() else { return Page(items: [], nextCursor: nil) }
            let rows = try await scope.company.ranking(
                ranking,
                on: day,
                owner: scope.query.id("owner_id"),
                after: slice.after,
                limit: slice.fetch
            )
            return try scope.page(rows, slice, key: \.key) {
                RankedCustomerBody($0.scored, nextOrderOn: $0.nextOrderOn, asOf: day, currency: currency)
            }
        }
    }
}
