/// Why a customer has these scores and this tier: short sentences that cite the customer's own numbers.
public struct ScoreReasons: Sendable {
    private let score: CustomerScore
    private let day: CalendarDate
    private let currency: Currency
    private let metric: TierMetric
    private let policyNumber: Int

    /// The reasons of a score that stands for a day. `metric` and `policyNumber` are those of the policy version that
    /// gave the tier.
    public init(_ score: CustomerScore, on day: CalendarDate, currency: Currency, metric: TierMetric, policyNumber: Int)
    {
        self.score = score
        self.day = day
        self.currency = currency
        self.metric = metric
        self.policyNumber = policyNumber
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

    // Shares are said in whole percent, rounded down: "more than 90 %" must not be an exaggeration.
    private var percentBelow: Int { Int(score.placement.standing * 100) }

    private var purchases: String {
        """
        Bought on \(figures.orderDays) days from \(figures.firstOn) to \(figures.lastOn), last \
        \(figures.recencyDays(on: day)) days before \(day) (recency \(score.recencyScore) of 5, frequency \
        \(score.frequencyScore) of 5).
        """
    }

    private var value: String {
        """
        \(money(figures.totalMinor)) in all, \(money(figures.averageMinor)) a purchase day (monetary \
        \(score.monetaryScore) of 5).
        """
    }

    private var rhythm: String? {
        figures.rhythm.map {
            "Usually \($0.usualDays) days between purchase days; nine gaps of ten were at most \($0.slowDays) days."
        }
    }

    private var tier: String {
        let placement = score.placement
        return switch placement.cause {
        case .override: "Tier \(placement.tier) since \(placement.since), set by hand."
        case .policy, .overrideExpired:
            """
            Tier \(placement.tier) since \(placement.since) by policy version \(policyNumber): by \(metric.rawValue) \
            ahead of \(percentBelow) % of customers.
            """
        }
    }

    private var chinesePurchases: String {
        """
        \(figures.firstOn)至\(figures.lastOn)共有\(figures.orderDays)个购买日，最近一次在\(day)之前\
        \(figures.recencyDays(on: day))天（近度\(score.recencyScore)分，频度\(score.frequencyScore)分，满分5分）。
        """
    }

    private var chineseValue: String {
        """
        累计消费\(money(figures.totalMinor))，每个购买日平均\(money(figures.averageMinor))\
        （金额\(score.monetaryScore)分，满分5分）。
        """
    }

    private var chineseRhythm: String? {
        figures.rhythm.map { "惯常购买间隔\($0.usualDays)天；九成间隔不超过\($0.slowDays)天。" }
    }

    private var chineseTier: String {
        let placement = score.placement
        return switch placement.cause {
        case .override: "自\(placement.since)起为\(placement.tier)级，由人工设定。"
        case .policy, .overrideExpired:
            "自\(placement.since)起按第\(policyNumber)版政策为\(placement.tier)级：\(metric.chinese)超过\(percentBelow)%的客户。"
        }
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
        }
    }
}
