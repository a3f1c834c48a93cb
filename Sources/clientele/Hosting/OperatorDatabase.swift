import Domain
import Foundation
import Logging
import Settings
import Store

/// The database as the operator's command line reaches it.
enum OperatorDatabase {
    /// Runs a command with the database that the settings name, and closes it behind the command.
    static func with<Value: Sendable>(
        _ reader: SettingsReader? = nil,
        isolation: isolated (any Actor)? = #isolation,
        _ body: (Database) async throws -> Value
    ) async throws -> Value {
        let reader = if let reader { reader } else { try await commandLineReader() }
        var logger = Logger(label: "clientele")
        logger.logLevel = .error
        let settings = DatabaseSettings(
            company: .init(address: try reader.text(.databaseOperatorURL), connections: 2),
            hosting: .init(address: try reader.text(.databaseHostingURL), connections: 2),
            applicationName: "clientele",
            deadline: .seconds(60),
            preparesStatements: try reader.text(.databasePrepare) == "yes",
            usesBlocks: try reader.text(.databaseBlocks) == "yes"
        )
        let database = try Database(settings, logger: logger)
        do {
            let value = try await body(database)
            await database.close()
            return value
        } catch {
            await database.close()
            throw error
        }
    }

    /// The environment, and behind it the file it names or the one that `clientele up` left in this folder.
    static func commandLineReader() async throws -> SettingsReader {
        var environment = ProcessInfo.processInfo.environment
        let left = ".clientele/settings.env"
        if environment[Setting.file.environmentName] == nil, FileManager.default.isReadableFile(atPath: left) {
            environment[Setting.file.environmentName] = left
        }
        return try await SettingsReader(environment: environment)
    }
}
