/// Why a schedule cannot be kept.
public enum ScheduleError: DomainError, Hashable {
    /// The cron expression cannot be read; says what is wrong.
    case cron(String)
    /// No such time zone.
    case timeZone(String)
    /// Another schedule of the company has this name.
    case nameTaken(String)

    /// What kind of refusal it is.
    public var kind: DomainErrorKind {
        switch self {
        case .cron, .timeZone: .invalid
        case .nameTaken: .conflict
        }
    }

    /// Stable, for programs.
    public var code: String {
        switch self {
        case .cron: "schedule.cron"
        case .timeZone: "schedule.time_zone"
        case .nameTaken: "schedule.name_taken"
        }
    }

    /// One sentence for people.
    public var message: String {
        switch self {
        case .cron(let reason): "The cron expression is wrong: \(reason)."
        case .timeZone(let name): "There is no time zone \"\(name)\"."
        case .nameTaken(let name): "There is already a schedule \"\(name)\"."
        }
    }
}
