/// Makes dated tasks of what a company's policy asks for.
public struct PlanWork: Codable, Sendable, Hashable {
    /// A planning as of today.
    public init() {}
}

extension JobKind where Payload == PlanWork {
    /// After every scoring.
    public static let planWork = JobKind("work.plan_work", queue: .bulk, perCompany: 1)
}
