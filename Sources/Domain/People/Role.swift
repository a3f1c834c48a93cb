/// As what somebody acts in one company; `Permission.matrix` says what each may do.
public enum Role: String, Hashable, Sendable, Codable, CaseIterable {
    /// Runs the company: everything a manager does, and its people and settings.
    case owner
    /// Leads agents; sees the whole company.
    case manager
    /// Looks after customers.
    case agent
    /// Reads everything, changes nothing.
    case auditor
    /// A program with a key of one company.
    case integration
    /// Somebody of the agency, under a support grant.
    case support
    /// The background worker.
    case worker
    /// The operator of the installation, at the command line.
    case `operator`
}
