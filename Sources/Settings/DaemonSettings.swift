/// What both daemons, the API and the worker, are told.
public struct DaemonSettings: Sendable {
    /// Connection string of the process's own role in companies, clientele_api or clientele_worker.
    public let databaseURL: String
    /// Connection string of the role clientele_hosting.
    public let hostingURL: String
    /// Most connections of the process's own role.
    public let poolSize: Int
    /// Address that the process listens on.
    public let host: String
    /// Port for operators.
    public let adminPort: Int
    /// The setting that ``adminPort`` came from.
    public let adminPortName: String
    /// Least level of the log.
    public let logLevel: String
    /// "json" or "text".
    public let logFormat: String

    /// Reads and checks them; the first that is missing or wrong is thrown.
    init(_ reader: SettingsReader, database: Setting, adminPort port: Setting) throws(SettingsError) {
        databaseURL = try reader.text(database)
        hostingURL = try reader.text(.databaseHostingURL)
        poolSize = try reader.integer(.databasePoolSize)
        host = try reader.text(.httpHost)
        adminPort = try reader.integer(port)
        adminPortName = port.environmentName
        logLevel = try reader.text(.logLevel)
        logFormat = try reader.text(.logFormat)
    }
}
