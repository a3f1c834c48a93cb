import FoundationEssentials
import Hummingbird
public import Logging
import NIOCore
public import ServiceLifecycle

/// Answers operators on a port of its own: `/livez`, `/readyz` and `/metrics`.
public struct AdminServer: Service {
    private let host: String
    private let port: Int
    private let portSetting: String
    private let readiness: Readiness
    private let metrics: MetricsRegistry
    private let logger: Logger

    /// A server on this address. `portSetting` is the name of the setting that says the port.
    public init(
        host: String,
        port: Int,
        portSetting: String,
        readiness: Readiness,
        metrics: MetricsRegistry,
        logger: Logger
    ) {
        self.host = host
        self.port = port
        self.portSetting = portSetting
        self.readiness = readiness
        self.metrics = metrics
        self.logger = logger
    }

    /// Serves until the process stops.
    public func run() async throws {
        let router = Router(context: BasicRequestContext.self)
        // Liveness says that the process runs; it never asks the database, or a lost database would restart everything.
        router.get("/livez") { _, _ in Self.answer(.ok, "application/json", #"{"status":"live"}"#) }
        router.get("/readyz") { [readiness] _, _ in
            guard let reason = await readiness.reason() else {
                return Self.answer(.ok, "application/json", #"{"status":"ready"}"#)
            }
            let body = #"{"status":"not_ready","reason":\#(LogLines.quoted(reason))}"#
            return Self.answer(.serviceUnavailable, "application/json", body)
        }
        router.get("/metrics") { [metrics] _, _ in
            Self.answer(.ok, "text/plain; version=0.0.4; charset=utf-8", metrics.text)
        }
        let application = Application(
            router: router,
            server: .http1(configuration: .init(idleTimeout: .seconds(30))),
            configuration: .init(address: .hostname(host, port: port)),
            logger: logger
        )
        try await ListenError.naming(portSetting, host, port) { try await application.run() }
    }

    private static func answer(_ status: HTTPResponse.Status, _ type: String, _ text: String) -> Response {
        Response(
            status: status,
            headers: [.contentType: type, .cacheControl: "no-store"],
            body: .init(byteBuffer: ByteBuffer(string: text))
        )
    }
}
