/// The tier that a customer has, since when, and why.
public struct TierPlacement: Hashable, Sendable {
    /// What decided.
    public enum Cause: String, Hashable, Sendable, Codable, CaseIterable {
        /// The policy, by the customer's own numbers.
        case policy
        /// A person, by an override.
        case override
        /// The policy again, after an override ended.
        case overrideExpired = "override_expired"
    }

    /// Name of the tier.
    public let tier: String
    /// The day it began.
    public let since: CalendarDate
    /// What decided.
    public let cause: Cause
    /// The policy version that was in force.
    public let policy: TierPolicy.ID
    /// The number that decided when the tier began: the share of the company's customers who had less then, from 0 to
    /// below 1, under a quantile policy, and the value of the metric under a threshold policy.
    public let reached: Double
    /// Days between visits the tier deserves; nil for none.
    public let visitDays: Int?

    /// A placement as it is kept.
    public init(
        tier: String,
        since: CalendarDate,
        cause: Cause,
        policy: TierPolicy.ID,
        reached: Double,
        visitDays: Int?
    ) {
        self.tier = tier
        self.since = since
        self.cause = cause
        self.policy = policy
        self.reached = reached
        self.visitDays = visitDays
    }

    /// This placement as the continuation of an earlier one: where the tier stays, so do its beginning and the numbers
    /// that decided then.
    func continuing(_ earlier: TierPlacement?) -> TierPlacement {
        guard let earlier else { return self }
        let ended = earlier.cause == .override && cause == .policy
        let stays = earlier.tier == tier && (earlier.cause == .override) == (cause == .override)
        return TierPlacement(
            tier: tier,
            // A scoring for a day in the past may come after one for today.
            since: earlier.tier == tier ? min(earlier.since, since) : since,
            cause: stays ? earlier.cause : ended ? .overrideExpired : cause,
            policy: stays ? earlier.policy : policy,
            reached: stays ? earlier.reached : reached,
            visitDays: visitDays
        )
    }
}
