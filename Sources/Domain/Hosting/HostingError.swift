/// Why something about agencies and companies was refused.
public enum HostingError: DomainError {
    /// No such agency.
    case agencyUnknown
    /// No such company, or not one of this agency.
    case companyUnknown
    /// A name that is empty or too long.
    case nameLength
    /// Not lower-case letters, digits and hyphens.
    case slugForm
    /// Another company has this short name.
    case slugTaken
    /// Not a time zone that the database knows.
    case timeZoneUnknown
    /// Not a list of days of the week.
    case workingDays
    /// The same request is being worked on by another process.
    case requestInFlight
    /// It was changed since it was read.
    case stale

    /// What kind of refusal it is.
    public var kind: DomainErrorKind {
        switch self {
        case .agencyUnknown, .companyUnknown: .notFound
        case .nameLength, .slugForm, .timeZoneUnknown, .workingDays: .invalid
        case .slugTaken, .requestInFlight: .conflict
        case .stale: .stale
        }
    }

    /// Stable, for programs.
    public var code: String {
        switch self {
        case .agencyUnknown: "agency.unknown"
        case .companyUnknown: "company.unknown"
        case .nameLength: "company.name_length"
        case .slugForm: "company.slug_form"
        case .slugTaken: "company.slug_taken"
        case .timeZoneUnknown: "company.time_zone_unknown"
        case .workingDays: "company.working_days"
        case .requestInFlight: "idempotency.in_flight"
        case .stale: "company.stale"
        }
    }

    /// For people.
    public var message: String {
        switch self {
        case .agencyUnknown: "There is no such agency."
        case .companyUnknown: "There is no such company."
        case .nameLength: "A company's name has 1 to 200 characters."
        case .slugForm:
            "A short name has 1 to 63 lower-case letters, digits and hyphens, and does not begin with a hyphen."
        case .slugTaken: "Another company has this short name."
        case .timeZoneUnknown:
            "The time zone is not one of the IANA names that the database knows, such as Asia/Shanghai."
        case .workingDays: "Working days are days of the week from 1 (Monday) to 7 (Sunday), at least one."
        case .requestInFlight: "The same request is still being worked on."
        case .stale: "It was changed since you read it."
        }
    }
}
