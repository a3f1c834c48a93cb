import Glibc
public import Logging
public import ServiceLifecycle
public import Settings
public import Store
import Telemetry
import UnixSignals

/// A long-running process: its log, metrics and database, an admin port, and services that end in order.
public struct Daemon: Sendable {
    /// Connections of the hosting role: one short statement at a time. Listening has one of its own.
    private static let hostingConnections = 2

    private let settings: DaemonSettings
    private let metrics: MetricsRegistry
    /// The log of the process.
    public let logger: Logger
    /// The companies' data, as the process's own role.
    public let database: Database

    /// Sets up the log and the metrics of the whole process: one of these a process.
    ///
    /// - Throws: where a connection string cannot be read.
    public init(_ name: String, _ settings: DaemonSettings) throws {
        let level = Logger.Level(rawValue: settings.logLevel) ?? .info
        LogLines.bootstrap(level: level, format: LogLines.Format(rawValue: settings.logFormat) ?? .json)
        self.settings = settings
        logger = Logger(label: name)
        metrics = MetricsRegistry.bootstrap()
        let connections = DatabaseSettings(
            company: .init(address: settings.databaseURL, connections: settings.poolSize),
            replica: settings.replicaURL.map {
                .init(.init(address: $0, connections: settings.poolSize), lag: .seconds(settings.replicaLag))
            },
            hosting: .init(address: settings.hostingURL, connections: Self.hostingConnections),
            applicationName: name,
            preparesStatements: settings.preparesStatements,
            usesBlocks: settings.usesBlocks
        )
        database = try Database(connections, logger: logger)
    }

    /// Runs the services until one fails or the process is asked to stop; refuses a database with another schema.
    ///
    /// - Parameter services: stopped from the last to the first, after readiness has failed.
    public func run(_ services: [any Service]) async throws {
        try await database.checkSchema()
        let readiness = Readiness { [database] in await database.readinessFault() }
        let admin = AdminServer(
            host: settings.host,
            port: settings.adminPort,
            portSetting: settings.adminPortName,
            readiness: readiness,
            metrics: metrics,
            logger: logger
        )
        logger.notice("serving", metadata: ["host": "\(settings.host)", "admin_port": "\(settings.adminPort)"])
        let group = ServiceGroup(
            services: [admin] + services + [readiness],
            gracefulShutdownSignals: [.sigterm, .sigint],
            logger: logger
        )
        try await group.run()
        await database.close()
        logger.notice("stopped")
    }

    /// The whole of a process: what it cannot start with is one clear line and an exit code by sysexits.h.
    public static func main(_ name: String, _ body: @Sendable () async throws -> Void) async {
        do {
            try await body()
        } catch let error as SettingsError {
            Refusal.exit(name, error.description, code: SettingsError.exitCode)
        } catch let error as ListenError {
            Refusal.exit(name, error.description, code: EXIT_FAILURE)
        } catch {
            Refusal.exit(name, DatabaseFault.explanation(of: error), code: 69)  // EX_UNAVAILABLE
        }
    }
}
