/// What the promises of a policy's tiers ask of the company: work and discounts.
public struct PolicyWorkload: Hashable, Sendable {
    /// What one policy asks for.
    public struct Demand: Hashable, Sendable {
        /// What one tier asks for.
        public struct Share: Hashable, Sendable {
            /// The tier.
            public let tier: String
            /// How many customers have it.
            public let customers: Int
            /// Visits a week by the tier's cadence.
            public let visitsPerWeek: Double
            /// What is given away in a year, in minor units.
            public let discountMinor: Int64
        }

        /// From the best tier to the last; tiers without customers too.
        public let tiers: [Share]
        /// Visits a week of all tiers.
        public let visitsPerWeek: Double
        /// Hours of visits a week.
        public let hoursPerWeek: Double
        /// Weight of the open visits: each customer whose tier has a cadence has one, see ``TaskWeight``.
        public let load: Int
        /// What is given away in a year, in minor units: the tiers' discounts on the orders expected of their customers.
        public let discountMinor: Int64

        /// The demand of rules on customers who are placed by them.
        public init(_ scores: [CustomerScore], rules: TierRules) {
            let known = Dictionary(rules.tiers.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
            var sums = Dictionary(rules.tiers.map { ($0.name, Sum()) }, uniquingKeysWith: { first, _ in first })
            for score in scores {
                // A tier of an older version asks for what it asked for then: its visits, and no discount.
                sums[score.placement.tier, default: Sum()].add(score, known[score.placement.tier])
            }
            let names = rules.tiers.map(\.name) + sums.keys.filter { known[$0] == nil }.sorted()
            tiers = names.compactMap { name in
                sums[name].map {
                    Share(
                        tier: name,
                        customers: $0.customers,
                        visitsPerWeek: $0.visits,
                        discountMinor: Int64($0.discount.rounded())
                    )
                }
            }
            visitsPerWeek = sums.values.reduce(0) { $0 + $1.visits }
            hoursPerWeek = sums.values.reduce(0) { $0 + $1.minutes } / 60
            load = sums.values.reduce(0) { $0 + $1.load }
            discountMinor = Int64(sums.values.reduce(0) { $0 + $1.discount }.rounded())
        }
    }

    /// What the company's agents may carry.
    public struct Capacity: Hashable, Sendable {
        /// Active agents.
        public let agents: Int
        /// Sum of the weights of open tasks that they may carry at once.
        public let load: Int

        /// The capacity of so many agents.
        public init(agents: Int, load: Int) {
            self.agents = agents
            self.load = load
        }
    }

    /// Under the policy in force.
    public let now: Demand
    /// Under the proposed policy.
    public let proposed: Demand
    /// What there is to do it with.
    public let capacity: Capacity

    /// Two demands against one capacity.
    public init(now: Demand, proposed: Demand, capacity: Capacity) {
        self.now = now
        self.proposed = proposed
        self.capacity = capacity
    }

    /// Whether the visits of the proposed policy are more than the agents may carry.
    public var exceedsCapacity: Bool { proposed.load > capacity.load }
}

private struct Sum {
    var customers = 0
    var visits = 0.0
    var minutes = 0.0
    var load = 0
    var discount = 0.0

    mutating func add(_ score: CustomerScore, _ tier: Tier?) {
        customers += 1
        if let days = tier.map(\.visitDays) ?? score.placement.visitDays {
            visits += 7 / Double(days)
            minutes += 7 / Double(days) * Double(tier?.visitMinutes ?? Tier.usualVisitMinutes)
            load += TaskWeight.visit(everyDays: days)
        }
        let yearly = score.expectation.ordersInYear * Double(max(score.figures.averageMinor, 0))
        // More than this no currency has; it keeps the sum within whole numbers.
        discount += min(yearly * (tier?.discountPercent ?? 0) / 100, 1e12)
    }
}
