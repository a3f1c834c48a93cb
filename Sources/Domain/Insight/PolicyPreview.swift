/// Who would move, and where, if a policy were in force: the comparison of two scorings of the same figures.
public struct PolicyPreview: Hashable, Sendable {
    /// One cell of the matrix: how many customers go from one tier to another, or stay.
    public struct Cell: Hashable, Sendable {
        /// The tier now.
        public let from: String
        /// The tier under the proposed policy.
        public let to: String
        /// How many customers.
        public let customers: Int
    }

    /// One customer who would move.
    public struct Move: Hashable, Sendable {
        /// Who.
        public let customer: Customer.ID
        /// The tier now.
        public let from: String
        /// The tier under the proposed policy.
        public let to: String
        /// Sum of the customer's amounts in minor units.
        public let totalMinor: Int64
    }

    /// The matrix, in the order of the tiers, without empty cells.
    public let cells: [Cell]
    /// All who move, highest value first.
    public let moves: [Move]
    /// How many come to a better place in the order of tiers.
    public let up: Int
    /// How many come to a worse place.
    public let down: Int
    /// How many customers were compared.
    public let customers: Int
    /// What both policies ask of the company, against what its agents may carry.
    public let workload: PolicyWorkload

    /// Compares scores with those that the proposed rules give; both hold the same customers in the same order.
    public init(
        current: [CustomerScore],
        proposed: [CustomerScore],
        currentRules: TierRules,
        proposedRules: TierRules,
        capacity: PolicyWorkload.Capacity
    ) {
        let places = Places(from: currentRules, to: proposedRules)
        var counts: [Step: Int] = [:]
        var moves: [Move] = []
        for (now, then) in zip(current, proposed) {
            let step = Step(from: now.placement.tier, to: then.placement.tier)
            counts[step, default: 0] += 1
            guard step.from != step.to else { continue }
            let total = now.figures.totalMinor
            moves.append(Move(customer: now.customer, from: step.from, to: step.to, totalMinor: total))
        }
        cells =
            counts.sorted { places.order($0.key) < places.order($1.key) }
            .map { Cell(from: $0.key.from, to: $0.key.to, customers: $0.value) }
        self.moves = moves.sorted { ($1.totalMinor, $0.customer) < ($0.totalMinor, $1.customer) }
        up = counts.reduce(0) { $0 + (places.direction($1.key) < 0 ? $1.value : 0) }
        down = counts.reduce(0) { $0 + (places.direction($1.key) > 0 ? $1.value : 0) }
        customers = current.count
        workload = PolicyWorkload(
            now: .init(current, rules: currentRules),
            proposed: .init(proposed, rules: proposedRules),
            capacity: capacity
        )
    }
}

private struct Step: Hashable {
    let from: String
    let to: String
}

private struct Places {
    private let from: [String: Int]
    private let to: [String: Int]

    init(from: TierRules, to: TierRules) {
        self.from = Self.places(from)
        self.to = Self.places(to)
    }

    private static func places(_ rules: TierRules) -> [String: Int] {
        Dictionary(rules.tiers.enumerated().map { ($1.name, $0) }, uniquingKeysWith: { first, _ in first })
    }

    // By the order in force, where it knows both tiers; one of an older version is behind all others.
    private func place(_ step: Step) -> (from: Int, to: Int) {
        (from[step.from] ?? from.count, from[step.to] ?? to[step.to] ?? to.count)
    }

    func direction(_ step: Step) -> Int {
        let place = place(step)
        return place.to - place.from
    }

    func order(_ step: Step) -> (Int, Int, String) {
        let place = place(step)
        return (place.from, place.to, step.from)
    }
}
