/// What to expect of customers with one purchase pattern. Times are days from the day of judgement.
public struct OrderForecast: Hashable, Sendable {
    /// The orders within a number of days.
    public struct Horizon: Hashable, Sendable {
        /// The number of days.
        public let days: Int
        /// Orders to expect, at least 0.
        public let expected: Double
        /// Holds the orders with at least 90 %; nil where a rule speaks, which has no distribution.
        public let interval: ClosedRange<Int>?
    }

    /// When the next order is due, if the customer is alive.
    public struct NextOrder: Hashable, Sendable {
        /// Half of such customers have ordered by then, or the mean gap is over.
        public let days: Int
        /// The middle half of such customers orders in these days; nil where a rule speaks.
        public let window: ClosedRange<Int>?
    }

    /// Where all of this comes from.
    public let source: ForecastSource
    /// Probability that the customer has not left; nil where a rule speaks, which has none.
    public let probabilityAlive: Double?
    /// One for each number of days that was asked for.
    public let horizons: [Horizon]
    /// Nil where it lies more than ten years ahead, and by the rule for who is late or never bought again.
    public let nextOrder: NextOrder?
    /// Expected orders over the horizon of the value terms, discounted to the day of judgement.
    public let discountedOrders: Double
}

/// What ranks customers, of a forecast.
public struct OrderBrief: Hashable, Sendable {
    /// Probability that the customer has not left; nil where a rule speaks.
    public let probabilityAlive: Double?
    /// Orders to expect within 365 days.
    public let ordersInYear: Double
    /// Days until the next order is due, if the customer is alive; nil as in ``OrderForecast/nextOrder``.
    public let nextOrderDays: Int?
    /// Expected orders over the horizon of the value terms, discounted to the day of judgement.
    public let discountedOrders: Double
}

/// Forecasts orders with a model of buying, or with the own rhythm where there is none.
public struct OrderForecaster: Sendable {
    /// The numbers of days that are shown to people.
    public static let standardHorizons = [30, 90, 365]
    private static let farthest = 3650.0

    private let source: ForecastSource
    private let model: BetaGeometricModel?
    private let terms: ValueTerms
    private let horizons: [Int]

    /// Forecasts for these numbers of days with the model that was chosen.
    public init(_ choice: ModelChoice<BetaGeometricModel>, terms: ValueTerms, horizons: [Int] = standardHorizons) {
        self.init(choice.fit?.model, from: choice.source, terms: terms, horizons: horizons)
    }

    /// Forecasts for these numbers of days with a model that was chosen before; `source` says where it is from.
    public init(
        _ model: BetaGeometricModel?,
        from source: ForecastSource,
        terms: ValueTerms,
        horizons: [Int] = standardHorizons
    ) {
        self.model = model
        self.source = model == nil ? .ownRhythm : source
        self.terms = terms
        self.horizons = horizons
    }

    /// The forecast of each group of a sample, in their order: customers share patterns, so this costs by pattern.
    public func forecasts(_ sample: PurchaseSample) -> [OrderForecast] {
        sample.groups.map { forecast($0.pattern) }
    }

    /// The forecast of one pattern, with times in days.
    public func forecast(_ pattern: PurchasePattern) -> OrderForecast {
        model.map { forecast(pattern, $0) } ?? ruled(pattern)
    }

    /// What a night keeps of every customer: without the intervals, which cost most of a forecast.
    public func brief(_ pattern: PurchasePattern) -> OrderBrief {
        guard let model else {
            return OrderBrief(
                probabilityAlive: nil,
                ordersInYear: OwnRhythm.expectedOrders(within: 365, pattern),
                nextOrderDays: OwnRhythm.timeToNextOrder(pattern).flatMap(Self.days),
                discountedOrders: ruledOrders(pattern)
            )
        }
        let alive = model.probabilityAlive(pattern)
        let expected = model.futureOfTheLiving(pattern).expected(within: [365] + terms.monthEnds)
        return OrderBrief(
            probabilityAlive: alive,
            ordersInYear: alive * expected[0],
            nextOrderDays: Self.days(model.timeToNextOrder(0.5, pattern)),
            discountedOrders: alive * terms.discountedOrders(expected.dropFirst())
        )
    }

    private static func days(_ time: Double) -> Int? {
        time <= farthest ? Int(time.rounded(.up)) : nil
    }

    private func ruledOrders(_ pattern: PurchasePattern) -> Double {
        terms.discountedOrders(terms.monthEnds.map { OwnRhythm.expectedOrders(within: $0, pattern) }[...])
    }

    private func forecast(_ pattern: PurchasePattern, _ model: BetaGeometricModel) -> OrderForecast {
        let alive = model.probabilityAlive(pattern)
        let future = model.futureOfTheLiving(pattern)
        let expected = future.expected(within: horizons.map(Double.init) + terms.monthEnds)
        return OrderForecast(
            source: source,
            probabilityAlive: alive,
            horizons: zip(horizons, expected).map { days, expected in
                let counts = OrderCounts(probabilityAlive: alive, future: future, time: Double(days))
                return .init(days: days, expected: alive * expected, interval: counts.interval)
            },
            nextOrder: nextOrder(pattern, model),
            discountedOrders: alive * terms.discountedOrders(expected.dropFirst(horizons.count))
        )
    }

    private func nextOrder(_ pattern: PurchasePattern, _ model: BetaGeometricModel) -> OrderForecast.NextOrder? {
        let times = [0.25, 0.5, 0.75].map { model.timeToNextOrder($0, pattern) }
        guard times[1] <= Self.farthest else { return nil }
        let days = times.map { Int(min($0, Self.farthest).rounded(.up)) }
        return .init(days: days[1], window: days[0]...days[2])
    }

    private func ruled(_ pattern: PurchasePattern) -> OrderForecast {
        OrderForecast(
            source: source,
            probabilityAlive: nil,
            horizons: horizons.map {
                .init(days: $0, expected: OwnRhythm.expectedOrders(within: Double($0), pattern), interval: nil)
            },
            nextOrder: OwnRhythm.timeToNextOrder(pattern).flatMap(Self.days).map { .init(days: $0, window: nil) },
            discountedOrders: ruledOrders(pattern)
        )
    }
}
