internal import CLibPQ
import Logging

/// Opens connections.
enum Connector {
    /// Opens a connection on a thread of its own, because looking up names blocks inside libpq, and calls back from
    /// there. Ends by libpq's `connect_timeout` for each host.
    static func open(
        _ settings: ServerSettings,
        logger: Logger,
        completion: @escaping @Sendable (Result<Connection, PostgresError>) -> Void
    ) {
        let started = HelperThread.run {
            completion(Result { () throws(PostgresError) in try connect(settings, logger: logger) })
        }
        if !started { completion(.failure(PostgresError(.connect, "no thread left to connect"))) }
    }

    /// Opens a connection on this thread, which blocks meanwhile.
    static func connect(_ settings: ServerSettings, logger: Logger) throws(PostgresError) -> Connection {
        let reactor = try Reactor.shared()
        let keywords = CStrings(settings.keywords.map(\.0))
        let values = CStrings(settings.keywords.map(\.1))
        guard let handle = Handle(PQconnectdbParams(keywords.pointers, values.pointers, 1)) else {
            throw PostgresError(.connect, "out of memory")
        }
        guard PQstatus(handle.pointer) == CONNECTION_OK else {
            let message = PQerrorMessage(handle.pointer).map { String(cString: $0) } ?? "no connection"
            PQfinish(handle.pointer)
            throw PostgresError(.connect, message.trimmingNewlines)
        }
        guard PQsetnonblocking(handle.pointer, 1) == 0, PQenterPipelineMode(handle.pointer) == 1 else {
            PQfinish(handle.pointer)
            throw PostgresError(.connect, "libpq refused pipeline mode")
        }
        return Connection(handle, settings: settings, reactor: reactor, logger: logger)
    }
}

/// Strings for C, ended by a null pointer, alive as long as this object.
private final class CStrings {
    private let storage: UnsafeMutableBufferPointer<UnsafeMutablePointer<CChar>?>
    let pointers: UnsafePointer<UnsafePointer<CChar>?>

    init(_ strings: [String]) {
        storage = .allocate(capacity: strings.count + 1)
        for (index, string) in strings.enumerated() {
            let bytes = string.utf8CString
            let copy = UnsafeMutableBufferPointer<CChar>.allocate(capacity: bytes.count)
            _ = copy.initialize(from: bytes)
            storage.initializeElement(at: index, to: copy.baseAddress)
        }
        storage.initializeElement(at: strings.count, to: nil)
        pointers = UnsafeRawPointer(storage.baseAddress.unsafelyUnwrapped)
            .assumingMemoryBound(to: UnsafePointer<CChar>?.self)
    }

    deinit {
        for pointer in storage { pointer?.deallocate() }
        storage.deallocate()
    }
}
