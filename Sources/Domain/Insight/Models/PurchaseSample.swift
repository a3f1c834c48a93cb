/// The purchase patterns of many customers, equal ones counted: what a model of buying is fitted to.
///
/// Patterns repeat massively (all who bought once on one day have the same), so a fit costs by pattern, not by customer.
public struct PurchaseSample: Sendable {
    /// Customers with one pattern.
    public struct Group: Hashable, Sendable {
        /// The pattern.
        public let pattern: PurchasePattern
        /// How many customers have it, at least 1.
        public let customers: Int
    }

    /// The patterns in ascending order, each once.
    public let groups: [Group]
    /// Customers.
    public let customers: Int
    /// Customers with at least one repeat.
    public let repeatBuyers: Int

    /// Patterns and how many customers have each; counts below 1 are left out.
    public init(counts: [PurchasePattern: Int]) {
        groups = counts.filter { $0.value > 0 }
            .map { Group(pattern: $0.key, customers: $0.value) }
            .sorted { $0.pattern < $1.pattern }
        customers = groups.reduce(0) { $0 + $1.customers }
        repeatBuyers = groups.reduce(0) { $0 + ($1.pattern.repeats > 0 ? $1.customers : 0) }
    }

    /// The patterns of customers, in any order.
    public init(_ patterns: some Sequence<PurchasePattern>) {
        var counts: [PurchasePattern: Int] = [:]
        for pattern in patterns { counts[pattern, default: 0] += 1 }
        self.init(counts: counts)
    }

    /// Mean time under observation; the models' own unit of time while they are fitted. 1 where nobody was observed.
    var meanAge: Double {
        let sum = groups.reduce(0) { $0 + $1.pattern.age * Double($1.customers) }
        return sum > 0 ? sum / Double(customers) : 1
    }
}
