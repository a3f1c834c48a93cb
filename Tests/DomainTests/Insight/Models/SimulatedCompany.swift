import Domain

/// A company whose customers behave exactly as the models say, with parameters that are known.
struct SimulatedCompany {
    struct Setting: Sendable {
        let variant: BetaGeometricModel.Variant
        let r: Double
        /// Days.
        let alpha: Double
        let a: Double
        let b: Double
        let p: Double
        let q: Double
        /// Minor units.
        let gamma: Double
    }

    struct Customer {
        let summary: PurchaseSummary
        let isAlive: Bool
    }

    let customers: [Customer]

    /// Customers who began one to three years ago.
    init(_ setting: Setting, customers count: Int, seed: UInt64) {
        var random = RandomSource(seed: seed)
        customers = (0..<count).compactMap { _ in Self.customer(setting, &random) }
    }

    private static func customer(_ setting: Setting, _ random: inout RandomSource) -> Customer? {
        let age = random.uniform(365...1095).rounded()
        let rate = random.gamma(shape: setting.r, rate: setting.alpha)
        let dropout = random.beta(setting.a, setting.b)
        let scale = random.gamma(shape: setting.q, rate: setting.gamma)
        var isAlive = setting.variant == .bgnbd || random.uniform() > dropout
        var (repeats, last, value) = (0, 0.0, 0.0)
        var time = random.exponential(rate: rate)
        while isAlive && time <= age {
            repeats += 1
            last = time
            value += random.gamma(shape: setting.p, rate: scale)
            isAlive = random.uniform() > dropout
            time += random.exponential(rate: rate)
        }
        return PurchasePattern(repeats: repeats, recency: last, age: age).map {
            Customer(summary: PurchaseSummary(pattern: $0, repeatValueMinor: Int64(value.rounded())), isAlive: isAlive)
        }
    }

    /// Ten settings of each model.
    static let settings: [Setting] = {
        let orders: [(Double, Double, Double, Double)] = [
            (0.5, 40, 0.8, 2.5), (0.8, 60, 0.6, 3), (1.2, 50, 1.2, 4), (0.35, 30, 0.7, 2), (2, 120, 1, 5),
            (1, 20, 0.5, 6), (0.6, 25, 1.5, 4), (1.5, 90, 0.9, 1.8), (3, 150, 2, 6), (0.45, 15, 0.6, 1.5),
        ]
        let values: [(Double, Double, Double)] = [(6, 3.7, 1500), (2, 4, 9000), (12, 2.5, 800), (1.2, 6, 50_000)]
        return BetaGeometricModel.Variant.allCases.flatMap { variant in
            orders.enumerated().map { index, order in
                let value = values[index % values.count]
                return Setting(
                    variant: variant,
                    r: order.0,
                    alpha: order.1,
                    a: order.2,
                    b: order.3,
                    p: value.0,
                    q: value.1,
                    gamma: value.2
                )
            }
        }
    }()
}
