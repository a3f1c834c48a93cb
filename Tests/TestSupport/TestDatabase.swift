import Logging
public import Store

/// A clone of the deployed schema, reached as the programs reach theirs.
public final class TestDatabase: Sendable {
    /// Its name on the server.
    public let name: String
    /// The API's way in: roles clientele_api and clientele_hosting.
    public let api: Database
    /// The worker's way in: roles clientele_worker and clientele_hosting.
    public let worker: Database
    /// The operator's way in: roles clientele_operator and clientele_hosting.
    public let `operator`: Database

    /// Clones the template.
    public init(connections: Int = 4) throws {
        name = try TestServer.shared.clone()
        api = try Self.open(name, "clientele_api", connections)
        worker = try Self.open(name, "clientele_worker", connections)
        `operator` = try Self.open(name, "clientele_operator", connections)
    }

    /// A further way in, as another process would have it.
    public static func open(_ name: String, _ role: String, _ connections: Int) throws -> Database {
        var logger = Logger(label: "test")
        logger.logLevel = .critical
        return try Database(settings(name, role, connections), logger: logger)
    }

    /// How the programs would be told about a clone.
    public static func settings(_ name: String, _ role: String, _ connections: Int) -> DatabaseSettings {
        DatabaseSettings(
            company: .init(address: TestServer.shared.address(of: name, role: role), connections: connections),
            hosting: .init(address: TestServer.shared.address(of: name, role: "clientele_hosting"), connections: 2),
            applicationName: "clientele test",
            deadline: .seconds(60)
        )
    }

    /// Runs SQL as superuser through psql: the independent word on what is in the database.
    @discardableResult public func psql(_ sql: String) throws -> String {
        try TestServer.shared.psql(sql, on: name)
    }

    /// Closes the ways in and removes the clone.
    public func remove() async throws {
        for database in [api, worker, `operator`] { await database.close() }
        try TestServer.shared.drop(name)
    }

    @TaskLocal static var current: TestDatabase?
    /// Made by the first suite that asks; the whole server goes when the run ends.
    static let shared = Result { try TestDatabase(connections: 8) }
}
