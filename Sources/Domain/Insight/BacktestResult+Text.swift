extension BacktestResult {
    /// What came of it, in one sentence.
    public func summary(_ language: Language) -> String {
        let last = Self.decimals(report.sameAsLastPeriod.meanAbsolute)
        let own = Self.decimals(report.ownRhythm.meanAbsolute)
        guard let model = report.model.map({ Self.decimals($0.meanAbsolute) }) else {
            return language.text(
                """
                No model holds for these orders; the mean absolute error is \(last) (same as last period) and \
                \(own) (own rhythm).
                """,
                "没有模型适用于这些订单；平均绝对误差为\(last)（与上期相同）和\(own)（自身节奏）。"
            )
        }
        let verdict =
            report.beatsNaive
            ? language.text("below both naive forecasts", "低于两种朴素预测")
            : language.text("not below both naive forecasts", "并未低于两种朴素预测")
        return language.text(
            """
            The model's mean absolute error is \(model) purchase days by customer, \(verdict): \(last) (same as last \
            period) and \(own) (own rhythm).
            """,
            "模型的平均绝对误差为每位客户\(model)个购买日，\(verdict)：\(last)（与上期相同）和\(own)（自身节奏）。"
        )
    }

    /// A number of at least 0 with three decimals.
    static func decimals(_ value: Double) -> String {
        guard value < 1e12 else { return "\(value)" }
        let thousandths = Int((value * 1000).rounded())
        let rest = String(thousandths % 1000)
        return "\(thousandths / 1000)." + String(repeating: "0", count: 3 - rest.count) + rest
    }
}
