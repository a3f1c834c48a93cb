/// What both daemons, the API and the worker, are told.
public struct DaemonSettings: Sendable {
    /// Connection string of the process's own role in companies, clientele_api or clientele_worker.
    public let databaseURL: String
    /// Connection string of the role clientele_hosting.
    public let hostingURL: String
    /// Most connections of the process's own role.
    public let poolSize: Int
    /// Whether each connection keeps its statements parsed.
    public let preparesStatements: Bool
    /// Whether transactions of one round trip say begin and commit.
    public let usesBlocks: Bool
    /// Connection string of the role clientele_api on a replica, if there is one. The worker reads nothing there.
    public let replicaURL: String?
    /// How old what is read on the replica may be, in seconds.
    public let replicaLag: Int
    /// Address that the process listens on.
    public let host: String
    /// Port for operators.
    public let adminPort: Int
    /// The setting that ``adminPort`` came from.
    public let adminPortName: String
    /// Encrypts the secrets of webhooks; nil where the installation has none.
    public let webhookKey: String?
    /// Networks that webhooks may be sent to besides the public internet, in CIDR notation.
    public let webhookNetworks: [String]
    /// Where people find the pages that links lead to; nil where there are none.
    public let publicURL: String?
    /// Least level of the log.
    public let logLevel: String
    /// "json" or "text".
    public let logFormat: String

    /// Reads and checks them; the first that is missing or wrong is thrown.
    init(_ reader: SettingsReader, database: Setting, adminPort port: Setting) throws(SettingsError) {
        databaseURL = try reader.text(database)
        hostingURL = try reader.text(.databaseHostingURL)
        poolSize = try reader.integer(.databasePoolSize)
        preparesStatements = try reader.text(.databasePrepare) == "yes"
        usesBlocks = try reader.text(.databaseBlocks) == "yes"
        replicaURL = try reader.optionalText(.databaseReplicaURL)
        replicaLag = try reader.integer(.databaseReplicaLag)
        host = try reader.text(.httpHost)
        adminPort = try reader.integer(port)
        adminPortName = port.environmentName
        webhookKey = try reader.optionalText(.webhookKey)
        webhookNetworks = try reader.optionalText(.webhookNetworks)?.split(separator: ",").map(String.init) ?? []
        publicURL = try reader.optionalText(.publicURL)
        logLevel = try reader.text(.logLevel)
        logFormat = try reader.text(.logFormat)
    }
}
