/// Why a customer has these scores and this tier: short sentences that cite the customer's own numbers.
public struct ScoreReasons: Sendable {
    private let score: CustomerScore
    private let day: CalendarDate
    private let currency: Currency
    private let policy: TierPolicy

    /// The reasons of a score that stands for a day. `policy` is the version that gave the tier.
    public init(_ score: CustomerScore, on day: CalendarDate, currency: Currency, policy: TierPolicy) {
        self.score = score
        self.day = day
        self.currency = currency
        self.policy = policy
    }

    /// One sentence each for purchases, value, rhythm (where there is one) and tier.
    public func sentences(_ language: Language) -> [String] {
        switch language {
        case .english: [purchases, value, rhythm, tier].compactMap(\.self)
        case .chinese: [chinesePurchases, chineseValue, chineseRhythm, chineseTier].compactMap(\.self)
        }
    }

    private var figures: PurchaseFigures { score.figures }

    private func money(_ amount: Int64) -> String {
        "\(Money(amountMinor: amount, currency: currency).decimal) \(currency)"
    }

    // Shares are said in whole percent, rounded down: "ahead of 90 %" must not be an exaggeration.
    private var reached: (share: Int?, value: String) {
        let reached = score.placement.reached
        guard policy.rules.method == .threshold else { return (Int(reached * 100), "") }
        // Money of a threshold policy is within a million times a million: a double holds it exactly.
        guard let value = Int64(exactly: reached) else { return (nil, "\(reached)") }
        return (nil, policy.rules.metric.isMoney ? money(value) : String(value))
    }

    private var purchases: String {
        """
        Bought on \(figures.orderDays) days from \(figures.firstOn) to \(figures.lastOn), last \
        \(figures.recencyDays(on: day)) days before \(day) (recency \(score.ranks.recency) of 5, frequency \
        \(score.ranks.frequency) of 5).
        """
    }

    private var value: String {
        """
        \(money(figures.totalMinor)) in all, \(money(figures.averageMinor)) a purchase day (monetary \
        \(score.ranks.monetary) of 5).
        """
    }

    private var rhythm: String? {
        figures.rhythm.map {
            "Usually \($0.usualDays) days between purchase days; nine gaps of ten were at most \($0.slowDays) days."
        }
    }

    private var tier: String {
        let placement = score.placement, metric = policy.rules.metric.rawValue, reached = reached
        if placement.cause == .override { return "Tier \(placement.tier) since \(placement.since), set by hand." }
        let why = reached.share.map { "ahead of \($0) % of customers" } ?? reached.value
        return """
            Tier \(placement.tier) since \(placement.since) by policy version \(policy.number), for \(metric): \(why).
            """
    }

    private var chinesePurchases: String {
        """
        \(figures.firstOn)至\(figures.lastOn)共有\(figures.orderDays)个购买日，最近一次在\(day)之前\
        \(figures.recencyDays(on: day))天（近度\(score.ranks.recency)分，频度\(score.ranks.frequency)分，满分5分）。
        """
    }

    private var chineseValue: String {
        """
        累计消费\(money(figures.totalMinor))，每个购买日平均\(money(figures.averageMinor))\
        （金额\(score.ranks.monetary)分，满分5分）。
        """
    }

    private var chineseRhythm: String? {
        figures.rhythm.map { "惯常购买间隔\($0.usualDays)天；九成间隔不超过\($0.slowDays)天。" }
    }

    private var chineseTier: String {
        let placement = score.placement, metric = policy.rules.metric.chinese, reached = reached
        if placement.cause == .override { return "自\(placement.since)起为\(placement.tier)级，由人工设定。" }
        let why = reached.share.map { "超过\($0)%的客户" } ?? "为\(reached.value)"
        return "自\(placement.since)起按第\(policy.number)版政策为\(placement.tier)级：\(metric)\(why)。"
    }
}

extension TierMetric {
    fileprivate var chinese: String {
        switch self {
        case .monetary: "累计消费"
        case .average: "平均消费"
        case .frequency: "复购次数"
        case .orderCount: "订单数"
        case .recency: "最近购买"
        case .expectedOrders: "一年内预期订单数"
        case .lifetimeValue: "客户终身价值"
        case .probabilityAlive: "存活概率（%）"
        }
    }
}
