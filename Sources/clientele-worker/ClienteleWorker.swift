import Glibc
import Jobs
import Logging
import ServiceLifecycle
import Settings
import Store
import Telemetry
import UnixSignals

/// The process of the background worker.
@main
enum ClienteleWorker {
    static func main() async {
        do {
            try await work(try WorkerSettings(await SettingsReader()))
        } catch let error as SettingsError {
            refuse(error.description, code: SettingsError.exitCode)
        } catch let error as ListenError {
            refuse(error.description, code: EXIT_FAILURE)
        } catch {
            refuse(DatabaseFault.explanation(of: error), code: 69)  // EX_UNAVAILABLE of sysexits.h
        }
    }

    private static func work(_ settings: WorkerSettings) async throws {
        let level = Logger.Level(rawValue: settings.logLevel) ?? .info
        LogLines.bootstrap(level: level, format: LogLines.Format(rawValue: settings.logFormat) ?? .json)
        let logger = Logger(label: "clientele-worker")
        let metrics = MetricsRegistry.bootstrap()
        let database = try Database(settings.database, logger: logger)
        try await database.checkSchema()
        let readiness = Readiness { await database.readinessFault() }
        let admin = AdminServer(
            host: settings.host,
            port: settings.adminPort,
            portSetting: "WORKER_ADMIN_PORT",
            readiness: readiness,
            metrics: metrics,
            logger: logger
        )
        let worker = JobWorker(database: database, options: JobWorkerOptions(slots: settings.slots), logger: logger)
        logger.notice("working", metadata: ["slots": "\(settings.slots)", "kinds": "\(JobList.all.count)"])
        // Services are stopped from the last to the first: readiness fails, jobs end, then the rest.
        let services = ServiceGroup(
            services: [admin, worker, readiness, SecondSignal()],
            gracefulShutdownSignals: [.sigterm, .sigint],
            logger: logger
        )
        try await services.run()
        await database.close()
        logger.notice("stopped")
    }

    private static func refuse(_ reason: String, code: Int32) -> Never {
        Refusal.exit("clientele-worker", reason, code: code)
    }
}

extension WorkerSettings {
    /// Connections of the hosting role: looking for work, one statement at a time. Listening has one of its own.
    private static let hostingConnections = 2

    fileprivate var database: DatabaseSettings {
        DatabaseSettings(
            company: .init(address: databaseURL, connections: poolSize),
            hosting: .init(address: hostingURL, connections: Self.hostingConnections),
            applicationName: "clientele-worker"
        )
    }
}
