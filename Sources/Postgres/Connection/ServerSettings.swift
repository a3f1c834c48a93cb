/// How to reach the server.
public struct ServerSettings: Sendable {
    /// A connection string of libpq, as a URL ("postgresql://user@host/database?sslmode=verify-full") or as keywords.
    /// Holds a secret, perhaps; nothing prints it.
    public let address: String
    /// The name that `pg_stat_activity` shows.
    public let applicationName: String
    /// How long one host may take to answer, in whole seconds, at least 2; the address may set `connect_timeout` itself.
    public let connectTimeout: Duration
    /// Whether statements are parsed once for each connection. Off behind a pooler that gives each transaction another
    /// session, as PgBouncer before 1.21 does in transaction mode.
    public let preparesStatements: Bool
    /// Whether a transaction of one flush says `begin` and `commit`, which the server itself does not need. Citus does: it
    /// carries the context to its workers only inside a block.
    public let usesBlocks: Bool

    /// Settings for one server, or for several of which the first that fits is taken.
    public init(
        address: String,
        applicationName: String,
        connectTimeout: Duration = .seconds(5),
        preparesStatements: Bool = true,
        usesBlocks: Bool = false
    ) {
        self.address = address
        self.applicationName = applicationName
        self.connectTimeout = connectTimeout
        self.preparesStatements = preparesStatements
        self.usesBlocks = usesBlocks
    }

    /// Keywords for libpq. What the address says itself comes later and wins.
    var keywords: [(String, String)] {
        [
            ("application_name", applicationName),
            ("connect_timeout", String(max(2, connectTimeout.components.seconds))),
            ("keepalives_idle", "30"),
            ("keepalives_interval", "10"),
            ("keepalives_count", "3"),
            ("tcp_user_timeout", "15000"),
            ("dbname", address),
            ("client_encoding", "UTF8"),
        ]
    }
}

extension ServerSettings: CustomStringConvertible, CustomReflectable {
    /// Without the address, which may hold a password.
    public var description: String { "ServerSettings(\(applicationName))" }
    /// Empty, for the same reason.
    public var customMirror: Mirror { Mirror(self, children: []) }
}
