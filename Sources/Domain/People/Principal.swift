/// Who is acting, in one company.
public struct Principal: Hashable, Sendable {
    /// The acting person; nil for an integration, the worker and the operator.
    public let person: Person.ID?
    /// What they may do.
    public let role: Role
    /// The API key they came with, if any.
    public let keyID: APIKey.ID?
    /// The teams whose members' rows they may see: their own teams and everything below those they lead.
    public let visibleTeams: [Team.ID]

    /// Somebody or something that acts.
    public init(person: Person.ID?, role: Role, keyID: APIKey.ID? = nil, visibleTeams: [Team.ID] = []) {
        self.person = person
        self.role = role
        self.keyID = keyID
        self.visibleTeams = visibleTeams
    }

    /// The background worker.
    public static let worker = Principal(person: nil, role: .worker)
    /// The operator of the installation, at the command line.
    public static let `operator` = Principal(person: nil, role: .operator)
}
