/// What the worker process is told.
public struct WorkerSettings: Sendable {
    /// Connection string of the role clientele_worker.
    public let databaseURL: String
    /// Connection string of the role clientele_hosting.
    public let hostingURL: String
    /// Most connections of the role clientele_worker.
    public let poolSize: Int
    /// Jobs that run at once.
    public let slots: Int
    /// Address that the admin port listens on.
    public let host: String
    /// Port for operators.
    public let adminPort: Int
    /// Least level of the log.
    public let logLevel: String
    /// "json" or "text".
    public let logFormat: String

    /// Reads and checks them; the first that is missing or wrong is thrown.
    public init(_ reader: SettingsReader) throws(SettingsError) {
        databaseURL = try reader.text(.databaseWorkerURL)
        hostingURL = try reader.text(.databaseHostingURL)
        poolSize = try reader.integer(.databasePoolSize)
        slots = try reader.integer(.workerSlots)
        host = try reader.text(.httpHost)
        adminPort = try reader.integer(.workerAdminPort)
        logLevel = try reader.text(.logLevel)
        logFormat = try reader.text(.logFormat)
    }
}
