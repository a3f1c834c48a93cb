/// Closes the churn warnings of customers who have ordered since they were raised.
public struct CloseReturnedWarnings: Codable, Sendable, Hashable {
    /// Whatever has come in until it runs.
    public init() {}
}

extension JobKind where Payload == CloseReturnedWarnings {
    /// When orders have arrived.
    public static let closeReturnedWarnings = JobKind("insight.close_returned_warnings", perCompany: 1)
}
