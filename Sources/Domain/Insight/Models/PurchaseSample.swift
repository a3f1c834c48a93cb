/// The purchase patterns of many customers, equal ones counted: what a model of buying is fitted to.
///
/// Patterns repeat massively (all who bought once on one day have the same), so a fit costs by pattern, not by customer.
public struct PurchaseSample: Sendable {
    /// Customers with one pattern.
    public struct Group: Hashable, Sendable {
        /// The pattern.
        public let pattern: PurchasePattern
        /// How many customers have it, at least 1.
        public fileprivate(set) var customers: Int
    }

    /// The patterns in ascending order, each once.
    public let groups: [Group]
    /// Customers.
    public let customers: Int
    /// Customers with at least one repeat.
    public let repeatBuyers: Int

    /// The patterns of customers, in any order.
    public init(_ patterns: some Sequence<PurchasePattern>) {
        var counts: [PurchasePattern: Int] = [:]
        for pattern in patterns { counts[pattern, default: 0] += 1 }
        self.init(groups: counts.map { Group(pattern: $0.key, customers: $0.value) }.sorted { $0.pattern < $1.pattern })
    }

    private init(groups: [Group]) {
        self.groups = groups
        customers = groups.reduce(0) { $0 + $1.customers }
        repeatBuyers = groups.reduce(0) { $0 + ($1.pattern.repeats > 0 ? $1.customers : 0) }
    }

    /// A sample, and for each of the patterns the position of its group: what is computed by group is found by customer.
    public static func grouping(_ patterns: [PurchasePattern]) -> (sample: Self, positions: [Int]) {
        var (known, found, groups) = ([PurchasePattern: Int](), [Int](), [Group]())
        found.reserveCapacity(patterns.count)
        for pattern in patterns {
            let position = known[pattern] ?? groups.count
            if position == groups.count {
                known[pattern] = position
                groups.append(Group(pattern: pattern, customers: 0))
            }
            groups[position].customers += 1
            found.append(position)
        }
        let order = groups.indices.sorted { groups[$0].pattern < groups[$1].pattern }
        var places = Array(repeating: 0, count: order.count)
        for (place, position) in order.enumerated() { places[position] = place }
        return (Self(groups: order.map { groups[$0] }), found.map { places[$0] })
    }

    /// A part of the patterns of a large sample, with their customers; nil for one that is not large.
    var part: PurchaseSample? {
        guard groups.count >= LikelihoodSearch.large else { return nil }
        return PurchaseSample(groups: LikelihoodSearch.part(of: groups))
    }

    /// Mean time under observation; the models' own unit of time while they are fitted. 1 where nobody was observed.
    var meanAge: Double {
        let sum = groups.reduce(0) { $0 + $1.pattern.age * Double($1.customers) }
        return sum > 0 ? sum / Double(customers) : 1
    }
}
