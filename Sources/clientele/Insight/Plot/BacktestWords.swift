import Domain

/// What stands around the curves of a backtest, in the reader's language.
struct BacktestWords {
    let language: Language
    let company: String

    var title: String { language.text("Backtest of \(company)", "\(company)：回测") }
    var tracking: String { language.text("Cumulative repeat purchase days", "累计复购日") }
    var day: String { language.text("Day", "日期") }
    var actual: String { language.text("actual", "实际") }
    var expected: String { language.text("expected by the model", "模型预期") }
    var holdout: String { language.text("holdout", "验证期") }
    var deciles: String {
        language.text("Customers who ordered in the holdout, by tenth of P(alive)", "验证期内下单的客户比例，按存活概率十等分")
    }
    var decile: String {
        language.text("Tenth of customers, from the least probably alive", "客户的十分位，按存活概率从低到高")
    }
    var share: String { language.text("Share of customers", "客户比例") }
    var customers: String { language.text("customers", "客户") }
    var alive: String { language.text("P(alive)", "存活概率") }
    var error: String { language.text("mean absolute error", "平均绝对误差") }
    var total: String { language.text("forecast", "预测") }
    var lastPeriod: String { language.text("same as last period", "与上期相同") }
    var ownRhythm: String { language.text("own rhythm", "自身节奏") }
    var noModel: String { language.text("no model holds", "没有适用的模型") }

    func model(_ variant: BetaGeometricModel.Variant?) -> String {
        switch variant {
        case .bgnbd: "BG/NBD"
        case .mbgnbd: "MBG/NBD"
        case nil: noModel
        }
    }

    /// The periods, the customers and their orders.
    func periods(_ result: BacktestResult) -> String {
        let first = result.calibrationEnd.adding(days: 1)
        return language.text(
            """
            Learned from the orders up to \(result.calibrationEnd), foretold \(first) to \(result.holdoutEnd): \
            \(result.report.actualOrders) purchase days of \(result.report.customers) customers.
            """,
            """
            依据截至\(result.calibrationEnd)的订单，预测\(first)至\(result.holdoutEnd)：\
            \(result.report.customers)位客户的\(result.report.actualOrders)个购买日。
            """
        )
    }

    /// How many customers' orders lie in their interval.
    func coverage(_ share: Double) -> String {
        let percent = Percent.text(share)
        return language.text(
            "The orders of \(percent) of the customers lie in their 90 % interval.",
            "\(percent)的客户，其订单数落在各自的90%区间内。"
        )
    }
}

/// Shares as people read them.
enum Percent {
    /// A share from 0 to 1 with one decimal: "12.5 %".
    static func text(_ share: Double) -> String {
        let thousandths = Int((share * 1000).rounded())
        return "\(thousandths / 10).\(thousandths % 10) %"
    }
}
