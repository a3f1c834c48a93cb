import Domain

/// What two policies ask of the company.
struct WorkloadBody: Encodable, Sendable {
    let now: DemandBody
    let proposed: DemandBody
    let capacity: CapacityBody
    let exceedsCapacity: Bool

    struct DemandBody: Encodable, Sendable {
        let visitsPerWeek: Double
        let hoursPerWeek: Double
        let load: Int
        let discountPerYear: Money
        let tiers: [TierShareBody]

        init(_ demand: PolicyWorkload.Demand, currency: Currency) {
            visitsPerWeek = demand.visitsPerWeek
            hoursPerWeek = demand.hoursPerWeek
            load = demand.load
            discountPerYear = Money(amountMinor: demand.discountMinor, currency: currency)
            tiers = demand.tiers.map { share in
                TierShareBody(
                    tier: share.tier,
                    customers: share.customers,
                    visitsPerWeek: share.visitsPerWeek,
                    discountPerYear: Money(amountMinor: share.discountMinor, currency: currency)
                )
            }
        }

        static func notes(under path: String) -> [String: String] {
            [
                "\(path).visits_per_week": "By the cadence of the customers' tiers",
                "\(path).hours_per_week": "The visits' hours by visit_minutes",
                "\(path).load": "Weight of the open visits: each customer whose tier has a cadence has one",
                "\(path).discount_per_year": "The tiers' discounts on the orders expected within 365 days",
                "\(path).tiers": "From best to last",
            ]
        }
    }

    struct TierShareBody: Encodable, Sendable {
        let tier: String
        let customers: Int
        let visitsPerWeek: Double
        let discountPerYear: Money
    }

    struct CapacityBody: Encodable, Sendable {
        let agents: Int
        let load: Int
    }

    init(_ workload: PolicyWorkload, currency: Currency) {
        now = DemandBody(workload.now, currency: currency)
        proposed = DemandBody(workload.proposed, currency: currency)
        capacity = CapacityBody(agents: workload.capacity.agents, load: workload.capacity.load)
        exceedsCapacity = workload.exceedsCapacity
    }

    static func notes(under path: String) -> [String: String] {
        [
            path: "What both policies ask of the company",
            "\(path).now": "Under the policy in force",
            "\(path).proposed": "Under this policy",
            "\(path).capacity": "What the active agents may carry at once",
            "\(path).capacity.load": "Sum of their task capacities, in weights of open tasks",
            "\(path).exceeds_capacity": "Whether the visits of this policy are more than that",
        ].merging(DemandBody.notes(under: "\(path).now")) { first, _ in first }
            .merging(DemandBody.notes(under: "\(path).proposed")) { first, _ in first }
    }
}
