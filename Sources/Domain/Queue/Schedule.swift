public import FoundationEssentials

/// A job that comes back by the clock of its company.
public struct Schedule: Sendable {
    /// The id of a schedule.
    public typealias ID = Identifier<Schedule>

    /// What to do with times at which no worker was there to start the job.
    public enum Misfire: String, Sendable, Codable, CaseIterable {
        /// Leave them out and wait for the next time.
        case skip
        /// Make up for all of them with one job.
        case once
        /// Make up for each of them.
        case all
    }

    /// Identifies the schedule.
    public let id: ID
    /// What it is called; one of a kind in its company.
    public let name: String
    /// The kind of the job it starts.
    public let kind: String
    /// When, in local time.
    public let rule: ScheduleRule
    /// Whose local time, as the IANA calls it ("Asia/Shanghai"); nil follows the company.
    public let timeZone: String?
    /// What to do with missed times.
    public let misfire: Misfire
    /// Whether it rests.
    public let isPaused: Bool
    /// When it is due next; nil where it never is.
    public let nextAt: Date?
    /// Whether it is the company's own; otherwise every company has it.
    public let isOwn: Bool

    /// A schedule as the database knows it.
    public init(
        id: ID,
        name: String,
        kind: String,
        rule: ScheduleRule,
        timeZone: String?,
        misfire: Misfire,
        isPaused: Bool,
        nextAt: Date?,
        isOwn: Bool
    ) {
        self.id = id
        self.name = name
        self.kind = kind
        self.rule = rule
        self.timeZone = timeZone
        self.misfire = misfire
        self.isPaused = isPaused
        self.nextAt = nextAt
        self.isOwn = isOwn
    }
}
