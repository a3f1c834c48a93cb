import Foundation
import Glibc
import TestSupport

/// A folder with the sources' schema, scripts and fixtures in which `clientele up` runs.
struct DemoPlace {
    private let folder = URL(filePath: "/tmp/clientele-up-\(UUID().uuidString)")
    private let adminPorts = [FreePort.find(), FreePort.find()]
    private let environment: [String: String]

    /// Where the demo's address and keys are.
    var demo: URL { folder.appending(path: ".clientele/demo.json") }
    /// Where a PostgreSQL of its own would be.
    var cluster: URL { folder.appending(path: ".clientele/postgres") }

    init() throws {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        for name in ["sql", "scripts", "Tests"] {
            let original = Fixture.root.appending(path: name)
            try FileManager.default.createSymbolicLink(at: folder.appending(path: name), withDestinationURL: original)
        }
        environment = [
            "HTTP_PORT": String(FreePort.find()), "ADMIN_PORT": String(adminPorts[0]),
            "WORKER_ADMIN_PORT": String(adminPorts[1]), "DATABASE_URL": "",
        ]
    }

    func remove() {
        try? FileManager.default.removeItem(at: folder)  // left to the system's cleaning otherwise
    }

    /// Starts it and waits until it has introduced the demo.
    func up() async throws -> Daemon {
        try await introduced(Daemon(command, environment: environment, log: folder.appending(path: "up.log")))
    }

    /// The same on a PostgreSQL that somebody else started.
    func upOnOtherServer() async throws -> Daemon {
        let server = Fixture.root.appending(path: "scripts/with-postgres").path
        let script = """
            psql -q -c 'create database clientele'
            export DATABASE_URL="postgresql://postgres:$PGPASSWORD@127.0.0.1:$PGPORT/clientele"
            exec "$@"
            """
        let around = [server, "bash", "-ec", script, "bash"]
        return try await introduced(
            Daemon(around + command, environment: environment, log: folder.appending(path: "up.log"))
        )
    }

    /// Runs it to its end.
    func run(_ changes: [String: String]) throws -> Program {
        try Program.run(command[0], Array(command.dropFirst()), environment: environment.merging(changes) { $1 })
    }

    /// Asks the API with a key of the demo.
    func ask(_ demo: JSON, _ company: Int, _ key: String, _ path: String) async throws -> APIClient.Answer {
        let secret = demo["companies"][company][key].string ?? ""
        return try await APIClient(base: demo["url"].string ?? "", key: secret).get(path)
    }

    /// Whether anything that it started still listens.
    var isServed: Bool {
        let pid = cluster.appending(path: "data/postmaster.pid")
        return FileManager.default.fileExists(atPath: pid.path) || adminPorts.contains { Listener.isTaken($0) }
    }

    private var command: [String] {
        ["/usr/bin/env", "--chdir=\(folder.path)", Installation.executable("clientele"), "up"]
    }

    private func introduced(_ up: Daemon) async throws -> Daemon {
        try await eventually("the demo is introduced", within: .seconds(60)) {
            guard up.isRunning else { throw Program.Failure(description: "clientele up ended:\n\(up.output)") }
            return up.output.contains("Ctrl-C")
        }
        return up
    }
}

/// Somebody else who listens on a port.
struct Listener {
    let port: Int
    private let descriptor: Int32

    init() throws {
        port = FreePort.find()
        descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        guard Self.bound(descriptor, port), listen(descriptor, 1) == 0 else {
            throw Program.Failure(description: "cannot listen on \(port)")
        }
    }

    func close() {
        _ = Glibc.close(descriptor)
    }

    /// Whether somebody listens on a port.
    static func isTaken(_ port: Int) -> Bool {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { _ = Glibc.close(descriptor) }
        var reuse: Int32 = 1
        setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &reuse, socklen_t(MemoryLayout<Int32>.size))
        return !bound(descriptor, port)
    }

    private static func bound(_ descriptor: Int32, _ port: Int) -> Bool {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = UInt16(port).bigEndian
        address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
        let length = socklen_t(MemoryLayout<sockaddr_in>.size)
        return withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { bind(descriptor, $0, length) == 0 }
        }
    }
}
