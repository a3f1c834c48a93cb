public import Domain

/// How one person's work stands, or that of all, or the work of nobody.
public struct AgentProgress: Sendable, Hashable {
    /// Open tasks, whenever due.
    public var open = 0
    /// Open tasks due today.
    public var dueToday = 0
    /// Open tasks due before today.
    public var overdue = 0
    /// Tasks completed in the period.
    public var done = 0
    /// Interactions of the period.
    public var interactions = 0
    /// Active customers by tier.
    public var customersByTier: [String: Int] = [:]
    /// Active customers without a tier: those who never ordered.
    public var customersWithoutTier = 0
    /// Active customers who were not contacted for longer than their tier's cadence, or never.
    public var notContacted = 0
    /// Orders of the period of the customers owned now, refunds subtracted, in minor units.
    public var revenueMinor: Int64 = 0

    /// Nothing yet.
    public init() {}

    static func + (left: Self, right: Self) -> Self {
        var sum = left
        sum.open += right.open
        sum.dueToday += right.dueToday
        sum.overdue += right.overdue
        sum.done += right.done
        sum.interactions += right.interactions
        sum.customersByTier.merge(right.customersByTier, uniquingKeysWith: +)
        sum.customersWithoutTier += right.customersWithoutTier
        sum.notContacted += right.notContacted
        sum.revenueMinor = sum.revenueMinor.addingSaturated(right.revenueMinor)
        return sum
    }
}

/// How the company's work stands.
public struct CompanyProgress: Sendable, Hashable {
    /// One person's row.
    public struct Row: Sendable, Hashable {
        /// The person.
        public let person: Person.ID
        /// How the person is called in the company.
        public let name: String
        /// The numbers.
        public let numbers: AgentProgress

        /// A row.
        public init(person: Person.ID, name: String, numbers: AgentProgress) {
            self.person = person
            self.name = name
            self.numbers = numbers
        }
    }

    /// First day of the period.
    public let from: CalendarDate
    /// The day after the last.
    public let to: CalendarDate
    /// Every active agent and everybody else with a number, by name.
    public let rows: [Row]
    /// What belongs to nobody: unassigned tasks, customers without an owner, interactions of programs.
    public let unassigned: AgentProgress

    /// The progress of a period.
    public init(from: CalendarDate, to: CalendarDate, rows: [Row], unassigned: AgentProgress) {
        self.from = from
        self.to = to
        self.rows = rows
        self.unassigned = unassigned
    }

    /// All of it.
    public var total: AgentProgress { rows.map(\.numbers).reduce(unassigned, +) }
}

/// Why a report is refused.
public enum PeriodError: DomainError, Equatable {
    /// The period ends before it begins, or is longer than ten years.
    case length

    /// What kind of refusal it is.
    public var kind: DomainErrorKind { .invalid }
    /// Stable, for programs.
    public var code: String { "period.length" }
    /// One sentence for people.
    public var message: String { "A period has 1 to 3660 days; `to` is the day after the last." }
}
