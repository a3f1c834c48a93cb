import Foundation

/// A PostgreSQL of a test's own, for what would disturb all others: restarts, replicas, failover. It has the superuser and
/// the password of the run's server.
public final class OwnServer: Sendable {
    /// Where it listens, on 127.0.0.1.
    public let port: Int
    private let folder: URL

    private init() throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "server-\(UUID().uuidString)")
        port = try Self.freePort()
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try Self.run("[ $(id -u) -ne 0 ] || chown postgres: '\(folder.path())'", asServer: false)
    }

    /// A new, empty server.
    public static func start() async throws -> OwnServer {
        let server = try OwnServer()
        try run(
            """
            printf '%s' "$SECRET" >'\(server.folder.path())/secret'
            initdb -D '\(server.data)' -U postgres --pwfile='\(server.folder.path())/secret' --auth=scram-sha-256 --no-sync
            """
        )
        try server.start()
        return server
    }

    /// A streaming replica of the server at a port; of the run's server, if none is named.
    public static func startReplica(of port: Int? = nil) async throws -> OwnServer {
        let replica = try OwnServer()
        let source = port ?? TestServer.shared.url.port ?? 5432
        try run(
            """
            export PGPASSWORD="$SECRET"
            pg_basebackup -h 127.0.0.1 -p \(source) -U postgres -D '\(replica.data)' -R -X stream -c fast --no-sync
            """
        )
        try replica.start()
        return replica
    }

    /// Its address.
    public func address(of database: String, role: String = "postgres") -> String {
        "postgresql://\(role):\(TestServer.shared.url.password() ?? "")@127.0.0.1:\(port)/\(database)"
    }

    /// Starts it, and returns when it can be reached.
    public func start() throws {
        // A replica needs as many connections as its primary has.
        let options =
            "-p \(port) -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c max_connections=200 -c fsync=off "
            + "-c hot_standby_feedback=on"
        // The server outlives the script. It must not keep the descriptor by which `Process` sees the script's end.
        try Self.run(
            """
            (
                for file in /proc/self/fd/*; do
                    [ "${file##*/}" -le 2 ] || eval "exec ${file##*/}>&-"
                done
                exec pg_ctl -D '\(data)' -l '\(folder.path())/log' -w -o '\(options)' start >/dev/null
            )
            """
        )
    }

    /// Ends every session and stops.
    public func stop(_ mode: String = "fast") throws {
        try Self.run("pg_ctl -D '\(data)' -m \(mode) -w stop")
    }

    /// Turns a replica into a server that can be written to.
    public func promote() throws {
        try Self.run("pg_ctl -D '\(data)' -w promote")
    }

    /// Runs SQL through psql as superuser; answers its unaligned output.
    @discardableResult public func psql(_ sql: String, on database: String = "postgres") throws -> String {
        try Program.run(
            "psql",
            ["-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-d", address(of: database), "-f", "-"],
            input: sql
        ).checked().output.trimmingCharacters(in: .newlines)
    }

    /// Stops it, where it runs, and removes its files.
    public func remove() throws {
        try Self.run("pg_ctl -D '\(data)' -m immediate -w stop || :; rm -rf '\(folder.path())'")
    }

    private var data: String { folder.appending(path: "data").path() }

    /// PostgreSQL refuses to run as root.
    private static func run(_ script: String, asServer: Bool = true) throws {
        let isRoot = geteuid() == 0
        let become = ["setpriv", "--reuid=postgres", "--regid=postgres", "--init-groups"]
        let command = (isRoot && asServer ? become : []) + ["bash", "-e", "-c", "cd /; " + script]
        try Program.run(
            command[0],
            Array(command.dropFirst()),
            environment: ["SECRET": TestServer.shared.url.password() ?? ""]
        ).checked()
    }

    /// A port that nobody listens on, for a moment at least.
    public static func freePort() throws -> Int {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(descriptor) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let status = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                bind(descriptor, address, length) | getsockname(descriptor, address, &length)
            }
        }
        guard status == 0 else { throw Program.Failure(description: "no free port") }
        return Int(UInt16(bigEndian: address.sin_port))
    }
}

/// Runs `body` beside a server of its own, which is removed afterwards.
public func withOwnServer<Value>(
    _ server: OwnServer,
    isolation: isolated (any Actor)? = #isolation,
    _ body: (OwnServer) async throws -> Value
) async throws -> Value {
    do {
        let value = try await body(server)
        try server.remove()
        return value
    } catch {
        try server.remove()
        throw error
    }
}
