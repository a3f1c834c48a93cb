/// What a tier policy says: which figure decides, the tiers from best to last, and when a customer counts as leaving.
public struct TierRules: Hashable, Sendable {
    /// How the bounds of the tiers are meant.
    public enum Method: String, Hashable, Sendable, Codable, CaseIterable {
        /// By the share of the company's customers who have less, from 0 to 1.
        case quantile
        /// By the value itself, in the metric's unit.
        case threshold
    }

    /// How the bounds are meant.
    public let method: Method
    /// The figure that decides.
    public let metric: TierMetric
    /// From best to last, 1 to 10. The last takes everybody whom no other takes.
    public let tiers: [Tier]
    /// When a customer counts as leaving.
    public let churn: ChurnRule

    /// Checks the rules.
    ///
    /// Throws ``TierPolicyError`` where a name repeats, bounds do not fall from best to last, a share is outside 0 to 1,
    /// or recency is compared by value (it is negative there, which nobody would guess).
    public init(method: Method, metric: TierMetric, tiers: [Tier], churn: ChurnRule) throws(TierPolicyError) {
        guard (1...10).contains(tiers.count) else { throw .tierCount }
        guard Set(tiers.map(\.name)).count == tiers.count else { throw .repeatedName }
        guard tiers.allSatisfy({ Tier.nameLength.contains($0.name.count) }) else { throw .nameLength }
        guard tiers.allSatisfy({ $0.visitDays.map(Tier.visitDayRange.contains) ?? true }) else { throw .visitDays }
        guard tiers.allSatisfy(\.keepsPromises) else { throw .promise }
        guard zip(tiers, tiers.dropFirst()).allSatisfy({ $0.atLeast > $1.atLeast }) else { throw .boundsNotFalling }
        switch method {
        case .quantile:
            guard tiers.allSatisfy({ (0...1).contains($0.atLeast) }) else { throw .shareRange }
        case .threshold:
            guard metric != .recency else { throw .recencyByValue }
            guard tiers.allSatisfy(\.atLeast.isFinite) else { throw .shareRange }
        }
        try churn.check()
        self.method = method
        self.metric = metric
        self.tiers = tiers
        self.churn = churn
    }

    /// The tier of this name, if the rules have it.
    public func tier(named name: String) -> Tier? {
        tiers.first { $0.name == name }
    }

    private init(standard tiers: [Tier]) {
        method = .quantile
        metric = .monetary
        self.tiers = tiers
        churn = .standard
    }

    /// What a new company starts with: the best tenth, fifth and half by value, visited every 14, 30, 60 and 90 days.
    public static let standard = TierRules(standard: [
        Tier(name: "A", atLeast: 0.9, visitDays: 14),
        Tier(name: "B", atLeast: 0.7, visitDays: 30),
        Tier(name: "C", atLeast: 0.4, visitDays: 60),
        Tier(name: "D", atLeast: 0, visitDays: 90),
    ])
}
