/// Why a customer has this forecast: short sentences that cite the customer's own numbers and say where each is from.
public struct ForecastReasons: Sendable {
    private let forecast: CustomerForecast
    private let score: CustomerScore
    private let day: CalendarDate
    private let currency: Currency
    private let terms: ValueTerms
    private let modelNumber: Int

    /// The reasons of a forecast from a day on, by a version of the models; `score` stands for the same day.
    public init(
        _ forecast: CustomerForecast,
        score: CustomerScore,
        on day: CalendarDate,
        currency: Currency,
        terms: ValueTerms,
        modelNumber: Int
    ) {
        self.forecast = forecast
        self.score = score
        self.day = day
        self.currency = currency
        self.terms = terms
        self.modelNumber = modelNumber
    }

    /// One sentence each for purchases, risk, orders to come, value, stage, and the source of orders and of value.
    public func sentences(_ language: Language) -> [String] {
        let (orders, value) = (source(forecast.orderModel, language), source(forecast.valueModel, language))
        return [
            language.text(purchases, chinesePurchases), language.text(risk, chineseRisk),
            language.text(expected, chineseExpected), language.text(worth, chineseWorth),
            language.text(stage, chineseStage), language.text("Orders: \(orders)", "订单预测：\(orders)"),
            language.text("Value: \(value)", "价值预测：\(value)"),
        ]
    }

    private var pattern: PurchasePattern { forecast.summary.pattern }
    private var churnRisk: ChurnRisk { forecast.risk(of: score.figures, on: day) }
    private var silentDays: Int { Int(pattern.age - pattern.recency) }
    private var year: OrderForecast.Horizon? { forecast.orders.horizons.last }

    private func money(_ amount: Double) -> String {
        money(amount < 0x1p63 ? Int64(amount.rounded()) : .max)
    }

    private func money(_ amount: Int64) -> String {
        "\(Money(amountMinor: amount, currency: currency).decimal) \(currency)"
    }

    /// One decimal.
    private func short(_ value: Double) -> String {
        let tenths = Int64(min(value, 1e15) * 10 + 0.5)
        return "\(tenths / 10).\(tenths % 10)"
    }

    private func percent(_ share: Double) -> String { "\(Int((share * 100).rounded())) %" }
}

// English
extension ForecastReasons {
    private var purchases: String {
        guard pattern.repeats > 0 else { return "Bought once, \(silentDays) days before \(day)." }
        return """
            Bought again on \(pattern.repeats) days within \(Int(pattern.recency)) days of the first purchase; the last was \
            \(silentDays) days before \(day).
            """
    }

    private var risk: String {
        let risk = churnRisk.rawValue
        guard let alive = forecast.orders.probabilityAlive else {
            guard pattern.repeats > 0 else { return "Churn risk \(risk): \(silentDays) days since the only purchase." }
            let gap = short(pattern.recency / Double(pattern.repeats))
            return "Churn risk \(risk): \(silentDays) days of silence against a mean gap of \(gap) days."
        }
        return "Still a customer with \(Int(alive * 100)) %: churn risk \(risk)."
    }

    private var expected: String {
        guard let year else { return "" }
        let range = year.interval.map { " (with 90 %: \($0.lowerBound) to \($0.upperBound))" } ?? ""
        let first = "\(short(year.expected)) orders expected within \(year.days) days\(range)"
        guard let next = forecast.orders.nextOrder else { return "\(first); no next order in sight." }
        return "\(first); if still a customer, the next is due about \(day.adding(days: next.days))."
    }

    private var worth: String {
        let own = forecast.summary.meanRepeatValue.map { ", with \(money($0)) the mean of the own repeats" } ?? ""
        return """
            An order is worth \(money(forecast.value.valuePerOrder))\(own); \(terms.horizonMonths) months at a margin of \
            \(percent(terms.margin)) and \(percent(terms.annualDiscountRate)) interest come to \
            \(money(forecast.value.lifetimeValueMinor)).
            """
    }

    private var stage: String {
        let days = score.stage.since.days(until: day)
        let pace = score.figures.pacePercent.map { "; the later gaps run at \($0) % of the earlier pace" } ?? ""
        return "Stage \(score.stage.stage.rawValue) for \(days) days\(pace)."
    }

    private func source(_ record: ModelRecord, _ language: Language) -> String {
        let doubts = record.doubts.map { $0.reason(language) }
        let name = record.model?.title ?? ""
        let count = record.customers
        switch (language, record.source) {
        case (.english, .fitted): return "\(name), version \(modelNumber), fitted to \(count) customers."
        case (.english, .pooled):
            return (["\(name), version \(modelNumber), fitted to all \(count) customers:"] + doubts).joined(
                separator: " "
            )
        case (.english, .ownRhythm): return (["the customer's own rhythm and means:"] + doubts).joined(separator: " ")
        case (.chinese, .fitted): return "\(name)模型第\(modelNumber)版，基于\(count)位客户拟合。"
        case (.chinese, .pooled):
            return (["\(name)模型第\(modelNumber)版，基于全部\(count)位客户拟合："] + doubts).joined()
        case (.chinese, .ownRhythm): return (["采用客户自身节奏与均值："] + doubts).joined()
        }
    }
}

// Chinese
extension ForecastReasons {
    private var chinesePurchases: String {
        guard pattern.repeats > 0 else { return "仅购买一次，距\(day)已\(silentDays)天。" }
        return "首次购买后\(Int(pattern.recency))天内有\(pattern.repeats)个复购日，最近一次距\(day)已\(silentDays)天。"
    }

    private var chineseRisk: String {
        let risk = churnRisk.chinese
        guard let alive = forecast.orders.probabilityAlive else {
            guard pattern.repeats > 0 else { return "流失风险\(risk)：唯一一次购买后已\(silentDays)天。" }
            let gap = short(pattern.recency / Double(pattern.repeats))
            return "流失风险\(risk)：已沉默\(silentDays)天，平均购买间隔为\(gap)天。"
        }
        return "仍为客户的概率为\(Int(alive * 100))%，流失风险\(risk)。"
    }

    private var chineseExpected: String {
        guard let year else { return "" }
        let range = year.interval.map { "（90%区间：\($0.lowerBound)至\($0.upperBound)）" } ?? ""
        let first = "未来\(year.days)天预计\(short(year.expected))个订单\(range)"
        guard let next = forecast.orders.nextOrder else { return "\(first)；暂无下次订单的预期。" }
        return "\(first)；若仍为客户，下次订单约在\(day.adding(days: next.days))。"
    }

    private var chineseWorth: String {
        let own = forecast.summary.meanRepeatValue.map { "（自身复购均值\(money($0))）" } ?? ""
        return """
            每单预计\(money(forecast.value.valuePerOrder))\(own)；按毛利率\(percent(terms.margin))、年贴现率\
            \(percent(terms.annualDiscountRate))计，\(terms.horizonMonths)个月合计\
            \(money(forecast.value.lifetimeValueMinor))。
            """
    }

    private var chineseStage: String {
        let days = score.stage.since.days(until: day)
        let pace = score.figures.pacePercent.map { "；近期购买速度为早期的\($0)%" } ?? ""
        return "处于\(score.stage.stage.chinese)阶段\(days)天\(pace)。"
    }
}

extension ModelRecord.Name {
    /// The name in the literature.
    fileprivate var title: String {
        switch self {
        case .bgnbd: "BG/NBD"
        case .mbgnbd: "MBG/NBD"
        case .gammaGamma: "Gamma-Gamma"
        }
    }
}

extension ChurnRisk {
    fileprivate var chinese: String {
        switch self {
        case .low: "低"
        case .medium: "中"
        case .high: "高"
        case .gone: "已流失"
        }
    }
}

extension LifecycleStage {
    fileprivate var chinese: String {
        switch self {
        case .new: "新客"
        case .growing: "成长"
        case .mature: "成熟"
        case .declining: "衰退"
        case .lost: "流失"
        case .wonBack: "赢回"
        }
    }
}
