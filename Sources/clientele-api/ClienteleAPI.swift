import Glibc
import HTTPAPI
import Logging
import ServiceLifecycle
import Settings
import Store
import Telemetry
import UnixSignals

/// The process of the HTTP API.
@main
enum ClienteleAPI {
    static func main() async {
        do {
            if CommandLine.arguments.dropFirst() == ["--print-openapi"] {
                print(API.document)
                return
            }
            try await serve(try APISettings(await SettingsReader()))
        } catch let error as SettingsError {
            refuse(error.description, code: SettingsError.exitCode)
        } catch let error as ListenError {
            refuse(error.description, code: EXIT_FAILURE)
        } catch {
            refuse(DatabaseFault.explanation(of: error), code: 69)  // EX_UNAVAILABLE of sysexits.h
        }
    }

    private static func serve(_ settings: APISettings) async throws {
        let level = Logger.Level(rawValue: settings.logLevel) ?? .info
        LogLines.bootstrap(level: level, format: LogLines.Format(rawValue: settings.logFormat) ?? .json)
        let logger = Logger(label: "clientele-api")
        let metrics = MetricsRegistry.bootstrap()
        let database = try Database(settings.database, logger: logger)
        try await database.checkSchema()
        let readiness = Readiness { await database.readinessFault() }
        let admin = AdminServer(
            host: settings.host,
            port: settings.adminPort,
            portSetting: "ADMIN_PORT",
            readiness: readiness,
            metrics: metrics,
            logger: logger
        )
        let api = API(database: database, cursorSecret: settings.cursorSecret)
        let server = APIServer(api, host: settings.host, port: settings.port, logger: logger)
        logger.notice("serving", metadata: ["host": "\(settings.host)", "port": "\(settings.port)"])
        // Services are stopped from the last to the first: readiness fails, requests end, then the rest.
        let services = ServiceGroup(
            services: [admin, server, readiness],
            gracefulShutdownSignals: [.sigterm, .sigint],
            logger: logger
        )
        try await services.run()
        await database.close()
        logger.notice("stopped")
    }

    private static func refuse(_ reason: String, code: Int32) -> Never {
        Refusal.exit("clientele-api", reason, code: code)
    }
}

extension APISettings {
    /// Connections of the hosting role: signing in, and the few operations on companies and keys.
    private static let hostingConnections = 2

    fileprivate var database: DatabaseSettings {
        DatabaseSettings(
            company: .init(address: databaseURL, connections: poolSize),
            hosting: .init(address: hostingURL, connections: Self.hostingConnections),
            applicationName: "clientele-api"
        )
    }
}
