/// Counts which products of a company are bought together.
public struct PairProducts: Codable, Sendable, Hashable {
    /// Counts up to today.
    public init() {}
}

extension JobKind where Payload == PairProducts {
    /// Nightly, and on demand.
    public static let pairProducts = JobKind(
        "insight.pair_products",
        queue: .bulk,
        perCompany: 1,
        uniqueKey: { _ in "all" }
    )
}
