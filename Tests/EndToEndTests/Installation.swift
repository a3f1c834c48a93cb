import Foundation
import FoundationNetworking
import Glibc
import TestSupport
import Testing

/// A whole installation of its own: a database, the operator's command line, and the API and worker processes as they
/// run in production.
final class Installation {
    let server = TestServer.shared
    let database: String
    let port = FreePort.find()
    let environment: [String: String]
    private let folder: URL
    private var daemons: [String: Daemon] = [:]

    init(environment changes: [String: String] = [:]) throws {
        database = try server.clone()
        folder = FileManager.default.temporaryDirectory.appending(path: database)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        environment = [
            "DATABASE_API_URL": server.address(of: database, role: "clientele_api"),
            "DATABASE_WORKER_URL": server.address(of: database, role: "clientele_worker"),
            "DATABASE_HOSTING_URL": server.address(of: database, role: "clientele_hosting"),
            "DATABASE_OPERATOR_URL": server.address(of: database, role: "clientele_operator"),
            "HTTP_PORT": String(port), "ADMIN_PORT": String(FreePort.find()),
            "WORKER_ADMIN_PORT": String(FreePort.find()),
            "CURSOR_SECRET": "a secret of this test, long enough to be one", "CLIENTELE_CONFIG": "",
            "LOG_LEVEL": "info", "WEBHOOK_KEY": "a key of this test, long enough to be one for secrets",
            "WEBHOOK_NETWORKS": "127.0.0.0/8",
        ].merging(changes) { $1 }
    }

    // A test that failed before its end leaves nothing running: the test runner would wait for its output.
    deinit {
        for daemon in daemons.values { daemon.kill() }
    }

    /// Stops what runs and removes the database.
    func remove() throws {
        for daemon in daemons.values { daemon.stop() }
        try server.drop(database)
        try FileManager.default.removeItem(at: folder)
    }

    /// Runs the operator's command line.
    @discardableResult func clientele(_ arguments: String..., input: String? = nil) throws -> Program {
        try Program.run(Self.executable("clientele"), arguments, environment: environment, input: input)
    }

    /// What a command with `--json` printed.
    func json(_ arguments: String...) throws -> JSON {
        let run = try Program.run(Self.executable("clientele"), arguments + ["--json"], environment: environment)
            .checked()
        return try JSON(parsing: Data(run.output.utf8))
    }

    /// Starts the API and the worker and waits until both say that they are ready.
    func start(_ names: [String] = ["clientele-api", "clientele-worker"]) async throws {
        for name in names {
            let daemon = try Daemon(
                [Self.executable(name)],
                environment: environment,
                log: folder.appending(path: "\(name).log")
            )
            daemons[name] = daemon
            let admin = environment[name == "clientele-api" ? "ADMIN_PORT" : "WORKER_ADMIN_PORT"] ?? ""
            try await eventually("\(name) is ready", within: .seconds(30)) {
                try daemon.checkRunning()
                let isReady = await HTTP.status(of: "http://127.0.0.1:\(admin)/readyz") == 200
                guard name == "clientele-api", isReady else { return isReady }
                return await HTTP.status(of: "http://127.0.0.1:\(port)/docs") == 200
            }
        }
    }

    /// The process that runs under a name.
    func daemon(_ name: String) throws -> Daemon {
        guard let daemon = daemons[name] else { throw Program.Failure(description: "\(name) was not started") }
        return daemon
    }

    /// Asks the API with a key; another process than the installation's own, where a port is named.
    func api(_ key: String, port other: Int? = nil) -> APIClient {
        APIClient(base: "http://127.0.0.1:\(other ?? port)", key: key)
    }

    /// What the API, or the worker, tells those who measure it.
    func metrics(ofWorker isWorker: Bool = false) async throws -> String {
        let port = environment[isWorker ? "WORKER_ADMIN_PORT" : "ADMIN_PORT"] ?? ""
        let url = try #require(URL(string: "http://127.0.0.1:\(port)/metrics"))
        return String(decoding: try await URLSession.shared.data(from: url).0, as: UTF8.self)
    }

    /// A scratch file of this installation.
    func file(_ name: String, _ text: String) throws -> String {
        let url = folder.appending(path: name)
        try text.write(to: url, atomically: true, encoding: .utf8)
        return url.path
    }

    /// The path of a scratch file that need not exist.
    func path(_ name: String) -> String {
        folder.appending(path: name).path
    }

    /// The products stand beside the test bundle.
    static func executable(_ name: String) -> String {
        let bundle = URL(filePath: (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? "")
        let beside = bundle.deletingLastPathComponent().appending(path: name)
        if FileManager.default.isExecutableFile(atPath: beside.path) { return beside.path }
        return Fixture.root.appending(path: ".build/debug/\(name)").path
    }
}

/// A port nobody listens on.
enum FreePort {
    static func find() -> Int {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(descriptor) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { generic in
                _ = bind(descriptor, generic, length)
                getsockname(descriptor, generic, &length)
            }
        }
        return Int(UInt16(bigEndian: address.sin_port))
    }
}
