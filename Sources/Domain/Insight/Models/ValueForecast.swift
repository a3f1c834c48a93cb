/// What a customer is worth, in minor units of the company's currency.
public struct ValueForecast: Hashable, Sendable {
    /// Where the value of an order comes from. Where the orders come from is said by their forecast.
    public let source: ForecastSource
    /// Value of an order to expect, at least 0.
    public let valuePerOrder: Double
    /// Margin on the discounted orders to expect over the horizon, rounded, at least 0.
    public let lifetimeValueMinor: Int64
}

/// Forecasts values with a model of value, or with plain means where there is none.
public struct ValueForecaster: Sendable {
    private let source: ForecastSource
    private let model: GammaGammaModel?
    private let meanValue: Double
    private let terms: ValueTerms

    /// Forecasts for the customers of a sample. Where no model holds, an order is worth the customer's own mean, and
    /// that of the sample for who has none.
    public init(_ choice: ModelChoice<GammaGammaModel>, sample: SpendSample, terms: ValueTerms) {
        self.init(choice.fit?.model, from: choice.source, meanValue: sample.meanValue, terms: terms)
    }

    /// Forecasts with a model that was chosen before; `source` says where it is from, `meanValue` is that of the sample.
    public init(_ model: GammaGammaModel?, from source: ForecastSource, meanValue: Double, terms: ValueTerms) {
        self.model = model
        self.source = source
        self.meanValue = meanValue
        self.terms = terms
    }

    /// The value of one customer, given what is expected of the orders.
    public func forecast(_ summary: PurchaseSummary, orders: OrderForecast) -> ValueForecast {
        forecast(summary, discountedOrders: orders.discountedOrders)
    }

    /// The value of one customer, given the discounted orders to expect over the horizon.
    public func forecast(_ summary: PurchaseSummary, discountedOrders: Double) -> ValueForecast {
        let modelled = model.flatMap { $0.expectedValue(summary) }
        let value = modelled ?? summary.meanRepeatValue ?? meanValue
        let worth = (terms.margin * value * discountedOrders).rounded()
        return ValueForecast(
            source: modelled == nil ? .ownRhythm : source,
            valuePerOrder: value,
            lifetimeValueMinor: worth < 0x1p63 ? Int64(worth) : .max
        )
    }
}
