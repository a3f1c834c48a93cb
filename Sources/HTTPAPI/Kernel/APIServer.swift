import Hummingbird
import HummingbirdCore
public import Logging
public import ServiceLifecycle
import Telemetry

/// Serves the API on one address until the process stops; requests under way are finished first.
public struct APIServer: Service {
    private let api: API
    private let host: String
    private let port: Int
    private let logger: Logger

    /// A server of this API.
    public init(_ api: API, host: String, port: Int, logger: Logger) {
        self.api = api
        self.host = host
        self.port = port
        self.logger = logger
    }

    /// Connections at the same time; more wait in the kernel's queue.
    private static let connectionLimit = 4096

    /// Serves until the process stops. Throws a `ListenError` where the address cannot be had.
    public func run() async throws {
        // Somewhat more than what is allowed, so that the usual answer can be given to most of what is too long.
        let headers = HTTP1Channel.Configuration.DecoderConfiguration(
            maxHeaderFieldSize: 64 * 1024,
            maxHeaderListSize: 128 * 1024,
            maxHeaderFieldCount: 200
        )
        let connection = HTTP1Channel.Configuration(
            additionalChannelHandlers: [
                PatienceHandler(door: api.door(logger)), MalformedRequestHandler(), DepartureHandler(),
            ],
            httpDecoderConfiguration: headers
        )
        let application = Application(
            responder: api.responder(),
            server: .http1(configuration: connection),
            configuration: .init(
                address: .hostname(host, port: port),
                availableConnectionsDelegate: .maximum(Self.connectionLimit, logger: logger)
            ),
            logger: logger
        )
        let executor = EventLoopExecutor(EventLoopGroupProvider.singleton.eventLoopGroup)
        try await ListenError.naming("HTTP_PORT", host, port) {
            try await withTaskExecutorPreference(executor) {
                try await withThrowingTaskGroup(of: Void.self) { group in
                    group.addTask { await api.wakeStreams() }
                    try await application.run()
                    group.cancelAll()
                }
            }
        }
    }
}
