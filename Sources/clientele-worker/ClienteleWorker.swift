import Daemon
import Jobs
import Settings

/// The process of the background worker.
@main
enum ClienteleWorker {
    private static let name = "clientele-worker"

    static func main() async {
        await Daemon.main(name) { try await work(WorkerSettings(await SettingsReader())) }
    }

    private static func work(_ settings: WorkerSettings) async throws {
        let daemon = try Daemon(name, settings.daemon)
        let options = JobWorkerOptions(slots: settings.slots, historyMonths: settings.historyMonths)
        let worker = JobWorker(database: daemon.database, options: options, logger: daemon.logger)
        let deliveries = DeliveryService(
            database: daemon.database,
            webhookKey: settings.daemon.webhookKey,
            networks: settings.daemon.webhookNetworks,
            logger: daemon.logger
        )
        try await daemon.run([WorkTogether([worker, deliveries]), SecondSignal()])
    }
}
