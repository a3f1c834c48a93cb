#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// What a company counts as the value of a customer's future.
public struct ValueTerms: Hashable, Sendable {
    /// Share of the revenue that remains, from 0 to 1.
    public let margin: Double
    /// Interest of a year, from 0 to 10 (0.1 is 10 %).
    public let annualDiscountRate: Double
    /// Months that count, from 1 to 120.
    public let horizonMonths: Int

    /// What a company starts with: its revenue of a year, later revenue counting 10 % less a year.
    public static let standard = ValueTerms(validMargin: 1, annualDiscountRate: 0.1, horizonMonths: 12)
    /// Allowed margins.
    public static let marginRange = 0.0...1.0
    /// Allowed rates of discount.
    public static let discountRange = 0.0...10.0
    /// Allowed months.
    public static let monthRange = 1...120

    /// The ends of the months of the horizon in days.
    let monthEnds: [Double]
    /// What an order of each month counts, from its middle.
    private let factors: [Double]

    /// Terms; nil outside their ranges.
    public init?(margin: Double, annualDiscountRate: Double, horizonMonths: Int) {
        guard Self.marginRange.contains(margin), Self.discountRange.contains(annualDiscountRate) else { return nil }
        guard Self.monthRange.contains(horizonMonths) else { return nil }
        self.init(validMargin: margin, annualDiscountRate: annualDiscountRate, horizonMonths: horizonMonths)
    }

    private init(validMargin margin: Double, annualDiscountRate: Double, horizonMonths: Int) {
        self.margin = margin
        self.annualDiscountRate = annualDiscountRate
        self.horizonMonths = horizonMonths
        monthEnds = (1...horizonMonths).map { Double($0) * 365.25 / 12 }
        factors = (1...horizonMonths).map { exp(-log1p(annualDiscountRate) * (Double($0) - 0.5) / 12) }
    }

    /// Expected orders over the horizon, those of each month discounted from its middle.
    ///
    /// The sum in discrete time of Fader, Hardie, Lee, "RFM and CLV: Using Iso-Value Curves for Customer Base
    /// Analysis", Journal of Marketing Research 42(4), 2005, cut at the horizon. `expected` holds the orders until each
    /// of `monthEnds`.
    func discountedOrders(_ expected: ArraySlice<Double>) -> Double {
        var (sum, before) = (0.0, 0.0)
        for (until, factor) in zip(expected, factors) {
            sum += (until - before) * factor
            before = until
        }
        return max(sum, 0)
    }
}
