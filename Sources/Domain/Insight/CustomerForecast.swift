/// What to expect of one customer from a day on, exactly, and where each number is from.
public struct CustomerForecast: Hashable, Sendable {
    /// What is known of the customer on that day.
    public let summary: PurchaseSummary
    /// Orders to come.
    public let orders: OrderForecast
    /// What they are worth.
    public let value: ValueForecast
    /// The model of orders, or the rule.
    public let orderModel: ModelRecord
    /// The model of value, or the plain means.
    public let valueModel: ModelRecord

    /// The churn risk on the day of the forecast, of the customer with these figures. That of the score is of the day of
    /// the models.
    public func risk(of figures: PurchaseFigures, on day: CalendarDate) -> ChurnRisk {
        let exact = CustomerExpectation(
            alivePercent: orders.probabilityAlive.map { Int($0 * 100) },
            ordersInYear: orders.horizons.last?.expected ?? 0,
            nextOrderDays: nil,
            lifetimeMinor: value.lifetimeValueMinor
        )
        return ChurnRisk(of: figures, exact, on: day)
    }
}

/// Forecasts the customers of a company with one version of its models, from one day on.
public struct CustomerForecaster: Sendable {
    private struct Segment {
        let orders: OrderForecaster
        let value: ValueForecaster
        let orderModel: ModelRecord
        let valueModel: ModelRecord
    }

    private let day: CalendarDate
    private let segments: [Customer.Kind: Segment]

    /// Forecasts with a version of the models.
    public init(_ book: ModelBook, terms: ValueTerms, on day: CalendarDate) {
        self.day = day
        var segments: [Customer.Kind: Segment] = [:]
        for kind in Customer.Kind.allCases {
            guard let orders = book.record(.orders, of: kind), let value = book.record(.value, of: kind) else {
                continue
            }
            segments[kind] = Segment(
                orders: OrderForecaster(orders.betaGeometric, from: orders.source, terms: terms),
                value: ValueForecaster(
                    value.gammaGamma,
                    from: value.source,
                    meanValue: value.meanValue ?? 0,
                    terms: terms
                ),
                orderModel: orders,
                valueModel: value
            )
        }
        self.segments = segments
    }

    /// The forecast of one customer; nil before the last purchase.
    public func forecast(_ figures: PurchaseFigures, of segment: Customer.Kind) -> CustomerForecast? {
        guard let summary = figures.summary(on: day), let models = segments[segment] else { return nil }
        let orders = models.orders.forecast(summary.pattern)
        return CustomerForecast(
            summary: summary,
            orders: orders,
            value: models.value.forecast(summary, orders: orders),
            orderModel: models.orderModel,
            valueModel: models.valueModel
        )
    }

    /// What to expect of many customers, in the order given: from the forecaster's day on, or from the last purchase where
    /// that is later. Customers share patterns, so most of it costs by pattern.
    public func expectations(of customers: [SegmentedFigures]) async -> [CustomerExpectation] {
        await customers.inHalves { together($0) }
    }

    private func together(_ customers: ArraySlice<SegmentedFigures>) -> [CustomerExpectation] {
        var found = [CustomerExpectation?](repeating: nil, count: customers.count)
        for (kind, models) in segments {
            let members = customers.enumerated().compactMap {
                (place, customer) -> (place: Int, summary: PurchaseSummary)? in
                guard customer.segment == kind else { return nil }
                return customer.figures.summary(on: max(day, customer.figures.lastOn)).map { (place, $0) }
            }
            let (sample, positions) = PurchaseSample.grouping(members.map(\.summary.pattern))
            let briefs = sample.groups.map { models.orders.brief($0.pattern) }
            for (member, position) in zip(members, positions) {
                let brief = briefs[position]
                let value = models.value.forecast(member.summary, discountedOrders: brief.discountedOrders)
                found[member.place] = CustomerExpectation(
                    alive: brief.probabilityAlive,
                    ordersInYear: brief.ordersInYear,
                    nextOrderDays: brief.nextOrderDays,
                    lifetimeMinor: value.lifetimeValueMinor
                )
            }
        }
        return found.map { $0 ?? .nothing }
    }
}
