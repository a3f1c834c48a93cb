/// A tier given to one customer by hand, until a day.
public struct TierOverride: Hashable, Sendable {
    /// Allowed length of the reason, in characters.
    public static let reasonLength = 1...500

    /// A tier of the policy in force when it was set.
    public let tier: String
    /// Why.
    public let reason: String
    /// The first day on which the policy decides again.
    public let expiresOn: CalendarDate
    /// Who set it; nil for a program.
    public let setBy: Person.ID?

    /// An override as it is kept.
    public init(tier: String, reason: String, expiresOn: CalendarDate, setBy: Person.ID?) {
        self.tier = tier
        self.reason = reason
        self.expiresOn = expiresOn
        self.setBy = setBy
    }

    /// Whether it decides on this day.
    public func applies(on day: CalendarDate) -> Bool { day < expiresOn }

    /// Refuses an override to a tier that the rules do not have, or that has expired on the day it is set.
    public func check(against rules: TierRules, on day: CalendarDate) throws(TierPolicyError) {
        guard rules.tier(named: tier) != nil else { throw .unknownTier }
        guard applies(on: day) else { throw .overrideExpired }
    }
}
