import Foundation
import Postgres
import TestSupport
import Testing

/// Turns TLS on at the server of this run, with a certificate for "localhost" by an authority of its own, and off again.
@Suite(.serialized) struct TLSTests {
    @Test func `verified in full, large results, errors and cancels included`() async throws {
        try await withTLS { authority in
            try await withPool(size: 1, address: address("localhost", authority)) { pool in
                try await expectValue(
                    true,
                    of: "select ssl as v from pg_stat_ssl where pid = pg_backend_pid()",
                    as: Bool.self,
                    on: pool
                )
                for size in [1, 8191, 8192, 16_384, 16_385, 3_000_000] {
                    let text = try await pool.row("select repeat('x', \(size)::int) as v").get("v", as: String.self)
                    #expect(text.utf8.count == size)
                }
                let sent = Data(repeating: 66, count: 3_000_000)
                try await expectValue(sent.count, of: "select length(\(sent)) as v", as: Int.self, on: pool)
                try await expectFailure(.server) { _ = try await pool.row("select 1 / 0") }
                try await expectFailure(.deadline) {
                    _ = try await pool.row("select pg_sleep(30)", deadline: .after(.milliseconds(200)))
                }
                try await expectValue(1, of: "select 1 as v", as: Int.self, on: pool)
            }
        }
    }

    @Test func `another name or another authority is refused`() async throws {
        try await withTLS { authority in
            try await withPool(size: 1, address: address("127.0.0.1", authority)) { pool in
                try await expectFailure(.connect) { _ = try await pool.row("select 1") }
            }
            let (other, _, _) = try certificate()
            try await withPool(size: 1, address: address("localhost", other)) { pool in
                try await expectFailure(.connect) { _ = try await pool.row("select 1") }
            }
        }
    }

    private func address(_ host: String, _ authority: URL) -> String {
        let server = TestServer.shared.url
        return
            "host=\(host) hostaddr=127.0.0.1 port=\(server.port ?? 0) user=postgres password=\(server.password() ?? "") "
            + "dbname=postgres sslmode=verify-full sslrootcert=\(authority.path())"
    }

    private func withTLS(_ body: (URL) async throws -> Void) async throws {
        let (authority, certificate, key) = try certificate()
        // The server's programs run in its data folder, as the user who must own the key.
        for (name, file) in [("tls.crt", certificate), ("tls.key", key)] {
            let text = try Data(contentsOf: file).base64EncodedString()
            try psql("copy (select '\(text)') to program 'umask 077; base64 -d > \(name)'")
        }
        try psql("alter system set ssl_cert_file = 'tls.crt'")
        try psql("alter system set ssl_key_file = 'tls.key'")
        try psql("alter system set ssl = on")
        try psql("select pg_reload_conf()")
        do {
            try await eventually("the server speaks TLS") {
                try psql("select ssl from pg_stat_ssl where pid = pg_backend_pid()") == "t"
            }
            try await body(authority)
        } catch {
            try turnOff(authority)
            throw error
        }
        try turnOff(authority)
    }

    private func turnOff(_ authority: URL) throws {
        try psql("alter system reset ssl")
        try psql("select pg_reload_conf()")
        try FileManager.default.removeItem(at: authority.deletingLastPathComponent())
    }

    @discardableResult
    private func psql(_ sql: String) throws -> String {
        try TestServer.shared.psql(sql, on: "postgres")
    }

    /// An authority's certificate, and a certificate and key by it for "localhost", in a new folder.
    private func certificate() throws -> (authority: URL, certificate: URL, key: URL) {
        let folder = FileManager.default.temporaryDirectory.appending(path: "tls-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let make = """
            cd '\(folder.path())'
            openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=authority \
                -keyout ca.key -out ca.crt
            openssl req -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -subj /CN=localhost \
                -keyout server.key -out server.csr
            printf 'subjectAltName=DNS:localhost' > names
            openssl x509 -req -in server.csr -CA ca.crt -CAkey ca.key -CAcreateserial -days 2 -extfile names -out server.crt
            """
        try Program.run("bash", ["-e", "-c", make]).checked()
        return (
            folder.appending(path: "ca.crt"), folder.appending(path: "server.crt"), folder.appending(path: "server.key")
        )
    }
}
