/// What to offer a customer next, because of something they bought.
public struct Offer: Hashable, Sendable {
    /// What goes with what.
    public let pair: ProductPair
    /// The day on which the customer last bought the product that leads to the offer.
    public let boughtOn: CalendarDate
    /// The day on which the customer last bought what is offered; nil where never.
    public let lastBoughtOn: CalendarDate?

    /// Offers of one customer.
    public static let most = 10
    /// Days back from the customer's last purchase in which what they bought leads to offers.
    public static let memoryDays = 365

    /// An offer with what leads to it.
    public init(pair: ProductPair, boughtOn: CalendarDate, lastBoughtOn: CalendarDate?) {
        self.pair = pair
        self.boughtOn = boughtOn
        self.lastBoughtOn = lastBoughtOn
    }

    /// Why, in one sentence with the numbers.
    public func reason(_ language: Language) -> String {
        let share = Self.decimal(pair.confidence * 100), lift = Self.decimal(pair.lift)
        return language.text(
            """
            Bought \(pair.product) on \(boughtOn): of \(pair.productDays) purchase days with it, \(pair.togetherDays) \
            had \(pair.offered) too (\(share) %), \(lift) times as often as all \(pair.allDays) purchase days.
            """,
            """
            \(boughtOn)购买了\(pair.product)：含该商品的\(pair.productDays)个购买日中，\
            \(pair.togetherDays)个同时购买了\(pair.offered)（\(share)%），\
            是全部\(pair.allDays)个购买日平均水平的\(lift)倍。
            """
        )
    }

    /// A number of at least 0 with one decimal.
    private static func decimal(_ value: Double) -> String {
        let tenths = Int((min(value, 1e15) * 10).rounded())
        return "\(tenths / 10).\(tenths % 10)"
    }
}
