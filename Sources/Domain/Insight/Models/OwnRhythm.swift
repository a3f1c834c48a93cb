/// The stated rule for customers whose company has no model that holds: they go on as before until they are late.
public enum OwnRhythm {
    /// How many of the own mean gaps of silence make a customer late.
    public static let lateFactor = 2.0

    /// Whether the silence is longer than usual; nil without a repeat, who have no rhythm.
    public static func isLate(_ pattern: PurchasePattern) -> Bool? {
        guard pattern.repeats > 0 else { return nil }
        return pattern.age - pattern.recency > lateFactor * pattern.recency / Double(pattern.repeats)
    }

    /// Orders within a time: as many by time as so far; none of who is late or never bought again.
    public static func expectedOrders(within time: Double, _ pattern: PurchasePattern) -> Double {
        guard time > 0, isLate(pattern) == false else { return 0 }
        return time * Double(pattern.repeats) / pattern.age
    }

    /// The time until the next order is due by the mean gap, 0 where it is overdue; nil for who is late or never
    /// bought again.
    public static func timeToNextOrder(_ pattern: PurchasePattern) -> Double? {
        guard isLate(pattern) == false else { return nil }
        return max(0, pattern.recency / Double(pattern.repeats) - (pattern.age - pattern.recency))
    }
}
