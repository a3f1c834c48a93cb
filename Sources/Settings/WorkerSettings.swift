/// What the worker process is told.
public struct WorkerSettings: Sendable {
    /// What it shares with the API.
    public let daemon: DaemonSettings
    /// Jobs that run at once.
    public let slots: Int
    /// Whole months of ended jobs that are kept.
    public let historyMonths: Int
    /// Path of what takes mail as sendmail does; nil where none is sent.
    public let sendmail: String?
    /// Address that mail comes from.
    public let mailFrom: String?

    /// Reads and checks them; the first that is missing or wrong is thrown.
    public init(_ reader: SettingsReader) throws(SettingsError) {
        daemon = try DaemonSettings(reader, database: .databaseWorkerURL, adminPort: .workerAdminPort)
        slots = try reader.integer(.workerSlots)
        historyMonths = try reader.integer(.workerHistoryMonths)
        sendmail = try reader.optionalText(.mailSendmail)
        mailFrom = try sendmail.map { _ throws(SettingsError) in try reader.text(.mailFrom) }
        // A message without its link is of no use.
        if sendmail != nil { _ = try reader.text(.publicURL) }
    }
}
