import Foundation
import Store

/// Brings the schema of a database up to the sources with Sqitch.
struct SchemaDeployment {
    let installation: Installation
    let address: DatabaseAddress

    /// Deploys what is missing; does nothing where nothing is.
    ///
    /// - Throws: ``UpError`` where the server is too old, away, or refuses.
    func run() async throws {
        try await requireVersion()
        // Sqitch wants to know who deploys; it writes the name into its registry.
        let environment = [
            "SQITCH_TARGET": "db:\(address.url)", "SQITCH_FULLNAME": "clientele up",
            "SQITCH_EMAIL": "clientele@localhost",
        ]
        let sqitch = Tool(name: "sqitch", environment: environment, workingFolder: installation.schema)
        // A task of its own, which a stop does not reach: Sqitch records a change after making it, and between the two
        // it must not be interrupted.
        _ = try await Task { try await sqitch.run(["deploy", "--verify"]) }.value
        try Task.checkCancellation()
    }

    private func requireVersion() async throws {
        let number = try await Psql(address: address).run("show server_version_num")
        guard let version = Int(number), version >= Database.oldestServer else {
            let (oldest, found) = (Database.oldestServer / 10_000, Int(number).map { "\($0 / 10_000)" } ?? number)
            throw UpError(
                "PostgreSQL \(oldest) or newer is needed; \(address.place) is PostgreSQL \(found).",
                "需要 PostgreSQL \(oldest) 或更新版本；\(address.place) 是 PostgreSQL \(found)。"
            )
        }
    }
}
