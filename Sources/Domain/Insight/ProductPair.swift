/// Two products that customers buy on one day more often than chance would have it.
///
/// Support, confidence and lift as in Agrawal, Imieliński, Swami, "Mining association rules between sets of items in
/// large databases", SIGMOD 1993, and Brin, Motwani, Ullman, Tsur, "Dynamic itemset counting and implication rules for
/// market basket data", SIGMOD 1997. A basket is a purchase day of a customer: several orders of one day count once.
public struct ProductPair: Hashable, Sendable {
    /// The product that was bought.
    public let product: String
    /// The product that goes with it.
    public let offered: String
    /// Purchase days with both, at least ``leastDays``.
    public let togetherDays: Int
    /// Purchase days with the product.
    public let productDays: Int
    /// Purchase days with the offered product.
    public let offeredDays: Int
    /// Purchase days with any line.
    public let allDays: Int

    /// Purchase days with both products below which a pair says nothing: the minimum support.
    public static let leastDays = 5
    /// Days back from the day of computation in which purchases count.
    public static let windowDays = 730
    /// A purchase day of more products is a stock order and says nothing of what goes together.
    public static let largestBasket = 50
    /// Products that are kept for each product, those of highest lift.
    public static let keptForProduct = 50

    /// A pair as it is counted.
    public init(
        product: String,
        offered: String,
        togetherDays: Int,
        productDays: Int,
        offeredDays: Int,
        allDays: Int
    ) {
        self.product = product
        self.offered = offered
        self.togetherDays = togetherDays
        self.productDays = productDays
        self.offeredDays = offeredDays
        self.allDays = allDays
    }

    /// Share of all purchase days that have both, from 0 to 1.
    public var support: Double { Double(togetherDays) / Double(allDays) }
    /// Share of the purchase days with the product that have the offered one too, from 0 to 1.
    public var confidence: Double { Double(togetherDays) / Double(productDays) }
    /// How many times as often as by chance: confidence by the share of all purchase days with the offered product.
    public var lift: Double { confidence * Double(allDays) / Double(offeredDays) }
}
