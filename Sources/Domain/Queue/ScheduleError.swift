/// Why a schedule cannot be kept.
public enum ScheduleError: DomainError, Hashable {
    /// The cron expression cannot be read; says what is wrong.
    case cron(String)
    /// The rule of working days cannot be read; says how to write one.
    case rule(String)
    /// The name is empty or too long.
    case name
    /// No such time zone.
    case timeZone(String)
    /// Another schedule of the company has this name.
    case nameTaken(String)
    /// There is no schedule of this name.
    case unknown(String)

    /// What kind of refusal it is.
    public var kind: DomainErrorKind {
        switch self {
        case .cron, .rule, .name, .timeZone: .invalid
        case .nameTaken: .conflict
        case .unknown: .notFound
        }
    }

    /// Stable, for programs.
    public var code: String {
        switch self {
        case .cron: "schedule.cron"
        case .rule: "schedule.rule"
        case .name: "schedule.name"
        case .unknown: "schedule.not_found"
        case .timeZone: "schedule.time_zone"
        case .nameTaken: "schedule.name_taken"
        }
    }

    /// One sentence for people.
    public var message: String {
        switch self {
        case .cron(let reason): "The cron expression is wrong: \(reason)."
        case .rule(let reason): "The rule of working days is wrong: \(reason)."
        case .name: "The name of a schedule has 1 to 100 characters."
        case .unknown(let name): "There is no schedule \"\(name)\"."
        case .timeZone(let name): "There is no time zone \"\(name)\"."
        case .nameTaken(let name): "There is already a schedule \"\(name)\"."
        }
    }
}
