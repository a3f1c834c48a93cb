/// What the API process is told.
public struct APISettings: Sendable {
    /// Connection string of the role clientele_api.
    public let databaseURL: String
    /// Connection string of the role clientele_hosting.
    public let hostingURL: String
    /// Most connections of the role clientele_api.
    public let poolSize: Int
    /// Address that the API listens on.
    public let host: String
    /// Port of the API.
    public let port: Int
    /// Port for operators.
    public let adminPort: Int
    /// Signs the cursors of lists.
    public let cursorSecret: String
    /// Least level of the log.
    public let logLevel: String
    /// "json" or "text".
    public let logFormat: String

    /// Reads and checks them; the first that is missing or wrong is thrown.
    public init(_ reader: SettingsReader) throws(SettingsError) {
        databaseURL = try reader.text(.databaseAPIURL)
        hostingURL = try reader.text(.databaseHostingURL)
        poolSize = try reader.integer(.databasePoolSize)
        host = try reader.text(.httpHost)
        port = try reader.integer(.httpPort)
        adminPort = try reader.integer(.adminPort)
        cursorSecret = try reader.text(.cursorSecret)
        logLevel = try reader.text(.logLevel)
        logFormat = try reader.text(.logFormat)
    }
}
