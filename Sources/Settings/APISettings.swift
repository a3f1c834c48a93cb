/// What the API process is told.
public struct APISettings: Sendable {
    /// What it shares with the worker.
    public let daemon: DaemonSettings
    /// Port of the API.
    public let port: Int
    /// Networks of the proxies in front of it, in CIDR notation.
    public let proxies: [String]
    /// Signs the cursors of lists, and the marks of browsers that signed in before.
    public let cursorSecret: String
    /// Encrypts the secrets of second factors and providers; nil where the installation has none.
    public let identityKey: String?
    /// Networks where providers of sign-on may be besides the public internet, in CIDR notation.
    public let signOnNetworks: [String]
    /// Requests that one key may make in a minute.
    public let quotaKey: Int
    /// Requests that may be made into one company in a minute.
    public let quotaCompany: Int

    /// Reads and checks them; the first that is missing or wrong is thrown.
    public init(_ reader: SettingsReader) throws(SettingsError) {
        daemon = try DaemonSettings(reader, database: .databaseAPIURL, adminPort: .adminPort)
        port = try reader.integer(.httpPort)
        proxies = try reader.optionalText(.httpProxies)?.split(separator: ",").map(String.init) ?? []
        cursorSecret = try reader.text(.cursorSecret)
        identityKey = try reader.optionalText(.identityKey)
        signOnNetworks = try reader.optionalText(.signOnNetworks)?.split(separator: ",").map(String.init) ?? []
        quotaKey = try reader.integer(.quotaKey)
        quotaCompany = try reader.integer(.quotaCompany)
    }
}
