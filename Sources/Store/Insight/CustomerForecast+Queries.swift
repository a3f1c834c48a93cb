public import Domain
import Postgres

/// The exact forecast of a customer, with the score it stands beside.
public struct ForecastCustomer: Sendable, Hashable {
    /// The score with the customer's name and owner.
    public let scored: ScoredCustomer
    /// The day it stands for.
    public let day: CalendarDate
    /// What to expect from that day on.
    public let forecast: CustomerForecast
    /// The version of the models.
    public let models: KeptModels
    /// What counts as value.
    public let terms: ValueTerms

    /// A forecast with its score.
    public init(
        scored: ScoredCustomer,
        day: CalendarDate,
        forecast: CustomerForecast,
        models: KeptModels,
        terms: ValueTerms
    ) {
        self.scored = scored
        self.day = day
        self.forecast = forecast
        self.models = models
        self.terms = terms
    }
}

extension CompanyTransaction {
    /// The forecast of a customer, computed from the score's figures by the models of the newest scoring; nil where the
    /// acting person may not see the customer, and where there is no score.
    public func forecast(of customer: Customer.ID) async throws -> ForecastCustomer? {
        guard let scored = try await score(of: customer) else { return nil }
        guard let day = try await scoredDay(), let models = try await modelsInForce() else { return nil }
        guard let segment = try await self.customer(customer)?.kind else { return nil }
        let terms = try await settings().valueTerms
        let forecaster = CustomerForecaster(models.book, terms: terms, on: day)
        return forecaster.forecast(scored.score.figures, of: segment).map {
            ForecastCustomer(scored: scored, day: day, forecast: $0, models: models, terms: terms)
        }
    }
}
