public import Foundation

/// The private PostgreSQL that `scripts/with-postgres` started for this run.
public struct TestServer: Sendable {
    /// The superuser's address, from TEST_DATABASE_URL.
    public let url: URL

    /// The server of this run. Refuses one that is not on this machine: tests drop databases.
    public static let shared: TestServer = {
        guard let text = ProcessInfo.processInfo.environment["TEST_DATABASE_URL"], let url = URL(string: text) else {
            fatalError("TEST_DATABASE_URL is not set: run the tests with `make test`, or below scripts/with-postgres.")
        }
        guard ["127.0.0.1", "localhost", "::1"].contains(url.host() ?? "") else {
            fatalError("TEST_DATABASE_URL names \(url.host() ?? "no host"): tests run against a local server only.")
        }
        return TestServer(url: url)
    }()

    /// The address of a database of this server, for one of its roles (all of them have the superuser's password here).
    public func address(of database: String, role: String = "postgres") -> String {
        "postgresql://\(role):\(url.password() ?? "")@\(url.host() ?? ""):\(url.port ?? 5432)/\(database)"
    }

    /// Clones the deployed template. Privileges on the database itself are not part of a template: they are repeated.
    public func clone() throws -> String {
        let name = "clientele_" + UUID().uuidString.lowercased().replacing("-", with: "")
        try psql(
            """
            create database \(name) template clientele_template;
            revoke all on database \(name) from public;
            grant connect on database \(name) to clientele_api, clientele_worker, clientele_hosting, clientele_report,
                clientele_operator, clientele_deploy;
            """,
            on: "postgres"
        )
        return name
    }

    /// Removes a clone and whoever is still connected to it.
    public func drop(_ name: String) throws {
        try psql("drop database if exists \(name) with (force)", on: "postgres")
    }

    /// Runs SQL through psql, an implementation that shares nothing with ours; answers its unaligned output.
    @discardableResult public func psql(_ sql: String, on database: String, as role: String = "postgres") throws
        -> String
    {
        try Program.run(
            "psql",
            ["-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-f", "-"],
            environment: [
                "PGPASSWORD": url.password() ?? "", "PGUSER": role, "PGDATABASE": database,
                "PGHOST": url.host() ?? "", "PGPORT": String(url.port ?? 5432),
            ],
            input: sql
        ).checked().output.trimmingCharacters(in: .newlines)
    }
}
