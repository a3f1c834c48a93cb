/// Finds out how good the churn warnings of past months were.
public struct ReviewWarnings: Codable, Sendable, Hashable {
    /// Reviews every month whose customers had their time to come back.
    public init() {}
}

extension JobKind where Payload == ReviewWarnings {
    /// Monthly, and on demand.
    public static let reviewWarnings = JobKind(
        "insight.review_warnings",
        queue: .bulk,
        perCompany: 1,
        uniqueKey: { _ in "all" }
    )
}
