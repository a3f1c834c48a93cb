extension FitDoubt {
    /// The doubt in one sentence with its numbers.
    public func reason(_ language: Language) -> String {
        switch language {
        case .english: english
        case .chinese: chinese
        }
    }

    private var english: String {
        switch self {
        case .tooFewCustomers(let count): "Only \(count) customers; a model needs \(Self.leastCustomers)."
        case .tooFewRepeatBuyers(let count):
            "Only \(count) customers bought again; a model needs \(Self.leastRepeatBuyers)."
        case .notConverged: "The search for the parameters did not come to an end."
        case .undetermined(let names): "The orders do not determine \(names.joined(separator: ", "))."
        case .singular: "The orders do not tell the parameters apart."
        case .valueFollowsFrequency(let correlation):
            "Value goes with frequency (correlation \(Self.twoDecimals(correlation))), which the model rules out."
        case .infiniteMeanValue: "The values scatter so widely that their mean is not determined."
        }
    }

    private var chinese: String {
        switch self {
        case .tooFewCustomers(let count): "仅有\(count)位客户，模型至少需要\(Self.leastCustomers)位。"
        case .tooFewRepeatBuyers(let count): "仅有\(count)位客户重复购买，模型至少需要\(Self.leastRepeatBuyers)位。"
        case .notConverged: "参数求解未收敛。"
        case .undetermined(let names): "订单不足以确定参数\(names.joined(separator: "、"))。"
        case .singular: "订单无法区分各参数。"
        case .valueFollowsFrequency(let correlation):
            "客单价与购买频次相关（相关系数\(Self.twoDecimals(correlation))），不符合模型假设。"
        case .infiniteMeanValue: "金额离散过大，均值无法确定。"
        }
    }

    private static func twoDecimals(_ value: Double) -> String {
        let hundredths = Int((abs(value) * 100).rounded())
        let digits = hundredths % 100
        return "\(value < 0 ? "−" : "")\(hundredths / 100).\(digits < 10 ? "0" : "")\(digits)"
    }
}
