/// Why a tier policy or an override is refused.
public enum TierPolicyError: DomainError, Equatable {
    /// Fewer than 1 or more than 10 tiers.
    case tierCount
    /// Two tiers of one name.
    case repeatedName
    /// A name is empty or longer than allowed.
    case nameLength
    /// Days between visits are outside the range.
    case visitDays
    /// Minutes of a visit or a discount are outside the range.
    case promise
    /// A tier asks for as much as the one before it, or more.
    case boundsNotFalling
    /// A bound is not a share from 0 to 1, or not a number.
    case shareRange
    /// Recency can be ranked, but not compared by value.
    case recencyByValue
    /// A number of the churn rule is outside its range.
    case churnRule
    /// It would begin before the day it is published on.
    case beginsInThePast
    /// The policy in force has no such tier.
    case unknownTier
    /// The last day of an override has passed already.
    case overrideExpired
    /// The customer has no override.
    case noOverride
    /// There is nothing to compare with before the first scoring.
    case notScored

    /// What kind of refusal it is.
    public var kind: DomainErrorKind {
        switch self {
        case .noOverride: .notFound
        case .notScored: .conflict
        default: .invalid
        }
    }

    /// Stable, for programs.
    public var code: String {
        switch self {
        case .tierCount: "tier_policy.tier_count"
        case .repeatedName: "tier_policy.repeated_name"
        case .nameLength: "tier_policy.name_length"
        case .visitDays: "tier_policy.visit_days"
        case .promise: "tier_policy.promise"
        case .boundsNotFalling: "tier_policy.bounds_not_falling"
        case .shareRange: "tier_policy.share_range"
        case .recencyByValue: "tier_policy.recency_by_value"
        case .churnRule: "tier_policy.churn_rule"
        case .beginsInThePast: "tier_policy.begins_in_the_past"
        case .unknownTier: "tier_override.unknown_tier"
        case .overrideExpired: "tier_override.expired"
        case .noOverride: "tier_override.none"
        case .notScored: "tier_policy.not_scored"
        }
    }

    /// One sentence for people.
    public var message: String {
        switch self {
        case .tierCount: "A policy has 1 to 10 tiers."
        case .repeatedName: "Each tier has a name of its own."
        case .nameLength: "A tier's name has 1 to 20 characters."
        case .visitDays: "Days between visits are 1 to 730."
        case .promise: "A visit takes 1 to 1440 minutes, and a discount is 0 to 100 percent."
        case .boundsNotFalling: "Tiers go from best to last: each asks for less than the one before it."
        case .shareRange: "A quantile tier asks for a share from 0 to 1, a threshold tier for a finite value."
        case .recencyByValue: "Recency can decide by quantile only."
        case .churnRule: "Purchase days are 3 to 1000, the late factor is 1 to 10, lost is after 7 to 3650 days."
        case .beginsInThePast: "A policy applies from today or from a later day."
        case .unknownTier: "The policy in force has no tier of this name."
        case .overrideExpired: "An override ends after today."
        case .noOverride: "The customer has no override."
        case .notScored: "The company's customers were not scored yet."
        }
    }
}
