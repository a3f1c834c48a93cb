import Foundation
import Glibc

/// The embedded PostgreSQL: one cluster of our own, on a unix socket and 127.0.0.1, with its own port and password.
struct PrivateCluster {
    private let bin: URL
    /// Where its data and log are.
    let folder: URL
    private let account: ServerAccount
    private let identity: ClusterIdentity

    private var data: URL { folder.appending(path: "data") }
    private var log: URL { folder.appending(path: "server.log") }

    /// The superuser's address of the database.
    var address: DatabaseAddress {
        DatabaseAddress(
            user: "postgres",
            password: identity.password,
            host: "127.0.0.1",
            port: identity.port,
            database: "clientele"
        )
    }

    /// Chooses folder, port and password, or finds those of the last time.
    static func prepare(_ installation: Installation) async throws -> PrivateCluster {
        let account = ServerAccount.current
        let remembered = installation.state.appending(path: "cluster.json")
        var identity = try PrivateFile.read(ClusterIdentity.self, from: remembered) ?? .random()
        let folder = try await account.folder(for: installation)
        let bin = try await findServer(installation)
        var cluster = PrivateCluster(bin: bin, folder: folder, account: account, identity: identity)
        // The port was free when it was chosen; by now it may be somebody else's.
        if !Port.isFree(identity.port), try await !cluster.isRunning() {
            identity.port = Port.anyFree()
            cluster = PrivateCluster(bin: bin, folder: folder, account: account, identity: identity)
        }
        try PrivateFile.write(identity, to: remembered)
        return cluster
    }

    /// Makes the cluster where there is none, starts it where it does not run, and makes its database.
    func start() async throws {
        try await makeIfMissing()
        // One that runs was left behind by a process that was killed; it is as good as a new one.
        if try await !isRunning() { try await launch() }
        try await makeDatabase()
    }

    /// Stops the server, if it runs, and waits until it has written everything.
    func stop() async throws {
        // A task of its own: a cancelled one may not start programs any more, and this is where cancelling leads to.
        try await Task {
            guard try await isRunning() else { return }
            try await server("pg_ctl").run(["-D", data.path, "-m", "fast", "-w", "-t", "60", "stop"])
        }.value
    }

    private static func findServer(_ installation: Installation) async throws -> URL {
        let script = installation.root.appending(path: "scripts/find-postgres")
        let found = try await Tool(name: script.path).run([])
        return URL(filePath: found.trimmingCharacters(in: .whitespacesAndNewlines))
    }

    private func server(_ name: String) -> Tool {
        Tool(name: name, folder: bin, workingFolder: folder, user: account.user)
    }

    private func makeIfMissing() async throws {
        try account.makeFolder(folder)
        guard !FileManager.default.fileExists(atPath: data.path) else { return }
        // Made beside its place and then moved there: one that was interrupted is never taken for a whole one.
        let draft = folder.appending(path: "data.draft")
        if FileManager.default.fileExists(atPath: draft.path) { try FileManager.default.removeItem(at: draft) }
        let password = folder.appending(path: "password")
        try PrivateFile.write(Data("\(identity.password)\n".utf8), to: password)
        try account.own(password)
        defer { unlink(password.path) }
        try await server("initdb").run([
            "-D", draft.path, "-U", "postgres", "--pwfile", password.path, "--auth", "scram-sha-256",
            "--encoding", "UTF8", "--locale", "C.UTF-8",
        ])
        try FileManager.default.moveItem(at: draft, to: data)
    }

    private func isRunning() async throws -> Bool {
        do {
            try await server("pg_ctl").run(["-D", data.path, "status"])
            return true
        } catch {
            return false  // pg_ctl fails exactly where no server runs in the folder
        }
    }

    private func launch() async throws {
        // A unix socket's path ends at 107 bytes; a folder so deep goes without one.
        let socketFolder = folder.path.utf8.count <= 85 ? folder.path : ""
        let settings = [
            "listen_addresses=127.0.0.1", "unix_socket_directories='\(socketFolder)'", "port=\(identity.port)",
            "timezone=UTC",
        ]
        let options = settings.map { "-c \($0)" }.joined(separator: " ")
        do {
            try await server("pg_ctl").run(["-D", data.path, "-l", log.path, "-w", "-t", "60", "-o", options, "start"])
        } catch {
            throw UpError(
                "PostgreSQL does not start; its log is \(log.path).\n\(error)",
                "PostgreSQL 无法启动；日志在 \(log.path)。\n\(error)"
            )
        }
    }

    private func makeDatabase() async throws {
        let psql = Psql(address: address.with(database: "postgres"))
        let exists = try await psql.run("select count(*) from pg_database where datname = 'clientele'")
        if exists == "0" {
            try await psql.run("create database clientele")
        }
    }
}

/// What is chosen once for a private cluster and remembered.
struct ClusterIdentity: Codable {
    var port: Int
    let password: String

    static func random() -> ClusterIdentity {
        ClusterIdentity(port: Port.anyFree(), password: Secret.random())
    }
}
