/// How the program reaches its database: once with the role that acts inside companies, once with the role of the host.
public struct DatabaseSettings: Sendable {
    /// The address of one role, and how many connections it may have.
    public struct Access: Sendable {
        /// A connection string of libpq. Holds a secret, perhaps; nothing prints it.
        public let address: String
        /// Most connections, at least 1.
        public let connections: Int

        /// The address of one role.
        public init(address: String, connections: Int) {
            self.address = address
            self.connections = connections
        }
    }

    /// For work inside a company.
    public let company: Access
    /// For work across companies: agencies, keys, discovery of work.
    public let hosting: Access
    /// The name that `pg_stat_activity` shows.
    public let applicationName: String
    /// How long a transaction may take from asking for a connection to its commit, unless its caller says otherwise.
    public let deadline: Duration
    /// Whether statements are parsed once for each connection; off behind PgBouncer in transaction mode.
    public let preparesStatements: Bool

    /// Settings for both roles.
    public init(
        company: Access,
        hosting: Access,
        applicationName: String,
        deadline: Duration = .seconds(10),
        preparesStatements: Bool = true
    ) {
        self.company = company
        self.hosting = hosting
        self.applicationName = applicationName
        self.deadline = deadline
        self.preparesStatements = preparesStatements
    }
}
