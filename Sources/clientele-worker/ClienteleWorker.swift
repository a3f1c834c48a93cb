import Daemon
import Jobs
import ServiceLifecycle
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
        let mailer = ResetMailer(
            database: daemon.database,
            sendmail: settings.sendmail,
            from: settings.mailFrom,
            publicURL: settings.daemon.publicURL,
            logger: daemon.logger
        )
        let services: [any Service] = [worker, deliveries] + (mailer.map { [$0] } ?? [])
        try await daemon.run([WorkTogether(services), SecondSignal()])
    }
}
