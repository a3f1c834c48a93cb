/// What the API process is told.
public struct APISettings: Sendable {
    /// What it shares with the worker.
    public let daemon: DaemonSettings
    /// Port of the API.
    public let port: Int
    /// Signs the cursors of lists.
    public let cursorSecret: String
    /// Requests that one key may make in a minute.
    public let quotaKey: Int
    /// Requests that may be made into one company in a minute.
    public let quotaCompany: Int

    /// Reads and checks them; the first that is missing or wrong is thrown.
    public init(_ reader: SettingsReader) throws(SettingsError) {
        daemon = try DaemonSettings(reader, database: .databaseAPIURL, adminPort: .adminPort)
        port = try reader.integer(.httpPort)
        cursorSecret = try reader.text(.cursorSecret)
        quotaKey = try reader.integer(.quotaKey)
        quotaCompany = try reader.integer(.quotaCompany)
    }
}
