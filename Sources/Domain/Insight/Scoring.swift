/// Scores all customers of a company for one day under one policy. Pure: figures in, scores out.
public struct Scoring: Sendable {
    /// The day the scores stand for.
    public let day: CalendarDate
    /// The policy in force on that day.
    public let policy: TierPolicy
    /// Tiers given by hand, expired ones too.
    public let overrides: [Customer.ID: TierOverride]

    /// A scoring of one company.
    public init(day: CalendarDate, policy: TierPolicy, overrides: [Customer.ID: TierOverride]) {
        self.day = day
        self.policy = policy
        self.overrides = overrides
    }

    /// The scores of all customers with orders, in the order given.
    ///
    /// `earlier` are their scores from the run before: a tier that stays keeps its beginning.
    public func scores(
        of customers: [(id: Customer.ID, figures: PurchaseFigures)],
        earlier: [Customer.ID: CustomerScore]
    ) -> [CustomerScore] {
        // Recency ranks by the day itself: the later the better, whatever day it is today.
        let recency = Standings(customers.map { Int64($0.figures.lastOn.dayNumber) })
        let frequency = Standings(customers.map { Int64($0.figures.orderDays) })
        let monetary = Standings(customers.map(\.figures.totalMinor))
        let values = customers.map { policy.rules.metric.value(of: $0.figures, on: day) }
        let ladder = TierLadder(rules: policy.rules, values: values)
        return zip(customers, values).map { customer, value in
            CustomerScore(
                customer: customer.id,
                figures: customer.figures,
                recencyScore: recency.fifth(of: Int64(customer.figures.lastOn.dayNumber)),
                frequencyScore: frequency.fifth(of: Int64(customer.figures.orderDays)),
                monetaryScore: monetary.fifth(of: customer.figures.totalMinor),
                placement: placement(of: customer.id, value: value, on: ladder)
                    .continuing(earlier[customer.id]?.placement)
            )
        }
    }

    private func placement(of customer: Customer.ID, value: Int64, on ladder: TierLadder) -> TierPlacement {
        let override = overrides[customer].flatMap { $0.applies(on: day) ? $0 : nil }
        // A later policy may have dropped the tier of an override; then the policy decides.
        let overridden = override.flatMap { policy.rules.tier(named: $0.tier) }
        let reached = ladder.reached(by: value)
        let tier = overridden ?? ladder.tier(reaching: reached)
        return TierPlacement(
            tier: tier.name,
            since: day,
            cause: overridden == nil ? .policy : .override,
            policy: policy.id,
            reached: reached,
            visitDays: tier.visitDays
        )
    }
}
