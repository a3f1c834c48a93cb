import Foundation
import Postgres
import TestSupport
import Testing

@Suite struct ConnectingTests {
    private let host = TestServer.shared.url.host() ?? ""
    private let port = TestServer.shared.url.port ?? 0
    private let password = TestServer.shared.url.password() ?? ""

    @Test func `over a unix socket`() async throws {
        let folder = try TestServer.shared.psql("show unix_socket_directories", on: "postgres")
        let address = "host=\(folder) port=\(port) user=postgres password=\(password) dbname=postgres"
        try await withPool(size: 1, address: address) { pool in
            try await expectValue(true, of: "select inet_client_addr() is null as v", as: Bool.self, on: pool)
        }
    }

    @Test func `with a password file`() async throws {
        let file = FileManager.default.temporaryDirectory.appending(path: "passfile-\(UUID().uuidString)")
        let isMade = FileManager.default.createFile(
            atPath: file.path(),
            contents: Data("\(host):\(port):*:postgres:\(password)\n".utf8),
            attributes: [.posixPermissions: 0o600]
        )
        #expect(isMade)
        let address = "host=\(host) port=\(port) user=postgres dbname=postgres passfile=\(file.path())"
        try await withPool(size: 1, address: address) { pool in
            try await expectValue("postgres", of: "select current_user::text as v", as: String.self, on: pool)
        }
        try FileManager.default.removeItem(at: file)
    }

    @Test func `with a service file, and the password file of the environment`() async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "service-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let service = folder.appending(path: "services"), secrets = folder.appending(path: "secrets")
        let text = "[ours]\nhost=\(host)\nport=\(port)\nuser=postgres\ndbname=template1\n"
        try Data(text.utf8).write(to: service)
        try Data("\(host):\(port):*:postgres:\(password)\n".utf8).write(to: secrets)
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: secrets.path())
        setenv("PGSERVICEFILE", service.path(), 1)
        setenv("PGPASSFILE", secrets.path(), 1)
        let old = ProcessInfo.processInfo.environment["PGPASSWORD"]
        unsetenv("PGPASSWORD")
        defer {
            unsetenv("PGSERVICEFILE")
            unsetenv("PGPASSFILE")
            if let old { setenv("PGPASSWORD", old, 1) }
        }
        try await withPool(size: 1, address: "service=ours") { pool in
            try await expectValue("template1", of: "select current_database()::text as v", as: String.self, on: pool)
        }
        try FileManager.default.removeItem(at: folder)
    }

    @Test func `past a host that hangs`() async throws {
        let mute = try MuteServer()
        let hosts = "127.0.0.1:\(mute.port),\(host):\(port)"
        let address = "postgresql://postgres:\(password)@\(hosts)/postgres?connect_timeout=2"
        try await withPool(size: 1, address: address) { pool in
            try await expectValue(port, of: "select inet_server_port() as v", as: Int.self, on: pool)
        }
    }

    @Test func `to the first of several hosts that can be written to`() async throws {
        let address =
            "postgresql://postgres:\(password)@127.0.0.1:1,\(host):\(port)/postgres?target_session_attrs=read-write"
        try await withPool(size: 1, address: address) { pool in
            try await expectValue(port, of: "select inet_server_port() as v", as: Int.self, on: pool)
        }
    }

    @Test func `to none where all that answer only read`() async throws {
        let address = "postgresql://postgres:\(password)@\(host):\(port)/postgres?target_session_attrs=standby"
        try await withPool(size: 1, address: address) { pool in
            try await expectFailure(.connect) { _ = try await pool.row("select 1") }
        }
    }

    @Test func `the name of the program is shown, and the address is not printed`() async throws {
        try await withPool(size: 1, applicationName: "connecting test") { pool in
            try await expectValue(
                "connecting test",
                of: "select current_setting('application_name') as v",
                as: String.self,
                on: pool
            )
            #expect(!"\(pool.settings)".contains(password))
            #expect(!String(reflecting: pool.settings).contains(password))
        }
    }
}
