public import FoundationEssentials

/// What a company sets for itself.
public struct CompanySettings: Hashable, Sendable {
    /// ISO days of the week (1 Monday to 7 Sunday) on which tasks fall due; at least one.
    public let workingDays: [Int]
    /// Open weighted tasks an agent carries before being passed over, where the membership says nothing.
    public let taskCapacity: Int
    /// Days from a churn warning to its due date.
    public let churnDueDays: Int
    /// What counts as the value of a customer's future.
    public let valueTerms: ValueTerms
    /// End of the last complete scoring; nil before the first.
    public let scoredAt: Date?
    /// Counts the changes, from 1.
    public let version: Int64

    /// Settings as they are kept.
    public init(
        workingDays: [Int],
        taskCapacity: Int,
        churnDueDays: Int,
        valueTerms: ValueTerms,
        scoredAt: Date?,
        version: Int64
    ) {
        self.workingDays = workingDays
        self.taskCapacity = taskCapacity
        self.churnDueDays = churnDueDays
        self.valueTerms = valueTerms
        self.scoredAt = scoredAt
        self.version = version
    }

    /// Allowed task capacities.
    public static let taskCapacityRange = 1...10_000
    /// Allowed days from a churn warning to its due date.
    public static let churnDueDaysRange = 0...90

    /// The days of the week in order and once each; refuses an empty list and a day that is none.
    public static func workingDays(_ days: [Int]) throws(HostingError) -> [Int] {
        let week = Set(days)
        guard !week.isEmpty, week.allSatisfy({ (1...7).contains($0) }) else { throw .workingDays }
        return week.sorted()
    }
}
