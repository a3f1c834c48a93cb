/// What the worker process is told.
public struct WorkerSettings: Sendable {
    /// What it shares with the API.
    public let daemon: DaemonSettings
    /// Jobs that run at once.
    public let slots: Int
    /// Whole months of ended jobs that are kept.
    public let historyMonths: Int

    /// Reads and checks them; the first that is missing or wrong is thrown.
    public init(_ reader: SettingsReader) throws(SettingsError) {
        daemon = try DaemonSettings(reader, database: .databaseWorkerURL, adminPort: .workerAdminPort)
        slots = try reader.integer(.workerSlots)
        historyMonths = try reader.integer(.workerHistoryMonths)
    }
}
