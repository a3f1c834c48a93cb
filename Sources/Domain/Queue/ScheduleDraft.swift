import FoundationEssentials

/// A schedule that somebody wants to set up, in one company or in all.
public struct ScheduleDraft: Sendable {
    /// What it is called; one of a kind in its company, or among those of all companies.
    public let name: String
    /// The kind of its jobs.
    public let kind: String
    /// The version of the payload's shape.
    public let version: Int
    /// The payload of each job, as JSON.
    public let payload: String
    /// When it is due.
    public let rule: ScheduleRule
    /// As the IANA calls it; nil follows the company.
    public let timeZone: String?
    /// What to do with missed times.
    public let misfire: Schedule.Misfire

    /// How long a name may be.
    public static let nameLength = 1...100

    /// A schedule of a kind that is only known by its name.
    ///
    /// - Throws: `ScheduleError.name` where the name is empty or too long.
    public init(
        name: String,
        kind: String,
        version: Int,
        payload: String,
        rule: ScheduleRule,
        timeZone: String? = nil,
        misfire: Schedule.Misfire = .once
    ) throws(ScheduleError) {
        guard Self.nameLength.contains(name.unicodeScalars.count) else { throw .name }
        self.name = name
        self.kind = kind
        self.version = version
        self.payload = payload
        self.rule = rule
        self.timeZone = timeZone
        self.misfire = misfire
    }

    /// A schedule of a declared kind.
    public init<Payload>(
        _ name: String,
        _ kind: JobKind<Payload>,
        _ payload: Payload,
        rule: ScheduleRule,
        timeZone: String? = nil,
        misfire: Schedule.Misfire = .once
    ) throws {
        try self.init(
            name: name,
            kind: kind.name,
            version: kind.version,
            payload: String(decoding: kind.encode(payload), as: UTF8.self),
            rule: rule,
            timeZone: timeZone,
            misfire: misfire
        )
    }
}

/// A schedule that every company has.
public struct GlobalSchedule: Sendable {
    /// What it starts, and when.
    public let draft: ScheduleDraft
    /// Whether it rests in every company.
    public let isPaused: Bool
    /// Counts the changes, from 1; companies follow by it.
    public let revision: Int64

    /// A schedule as the database knows it.
    public init(draft: ScheduleDraft, isPaused: Bool, revision: Int64) {
        self.draft = draft
        self.isPaused = isPaused
        self.revision = revision
    }
}
