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

    /// A streaming replica of the company's server.
    public struct ReplicaAccess: Sendable {
        /// For reads inside a company.
        public let access: Access
        /// How old what is read there may be, at least one second.
        public let lag: Duration

        /// A replica that may lag by so much.
        public init(_ access: Access, lag: Duration) {
            self.access = access
            self.lag = max(.seconds(1), lag)
        }
    }

    /// For work inside a company.
    public let company: Access
    /// For reads inside a company that tolerate lag; nil where there is no replica.
    public let replica: ReplicaAccess?
    /// For work across companies: agencies, keys, discovery of work.
    public let hosting: Access
    /// The name that `pg_stat_activity` shows.
    public let applicationName: String
    /// How long a transaction may take from asking for a connection to its commit, unless its caller says otherwise.
    public let deadline: Duration
    /// Whether statements are parsed once for each connection; off behind PgBouncer in transaction mode.
    public let preparesStatements: Bool
    /// Whether every transaction says `begin` and `commit`, as Citus needs it.
    public let usesBlocks: Bool

    /// Settings for both roles.
    public init(
        company: Access,
        replica: ReplicaAccess? = nil,
        hosting: Access,
        applicationName: String,
        deadline: Duration = .seconds(10),
        preparesStatements: Bool = true,
        usesBlocks: Bool = false
    ) {
        self.company = company
        self.replica = replica
        self.hosting = hosting
        self.applicationName = applicationName
        self.deadline = deadline
        self.preparesStatements = preparesStatements
        self.usesBlocks = usesBlocks
    }
}
