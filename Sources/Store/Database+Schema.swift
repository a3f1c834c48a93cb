public import Domain
import Postgres

/// The database is not one that this program can work with.
public struct SchemaError: DomainError {
    /// Unavailable: somebody must deploy something.
    public let kind = DomainErrorKind.unavailable
    /// "schema.wrong"
    public let code = "schema.wrong"
    /// One line that says what is wrong and how to mend it.
    public let message: String
}

extension Database {
    /// The version of the schema that this program was written for: what `app.schema_version()` answers.
    public static let schemaVersion = "1"
    /// The oldest server that the schema runs on, as `server_version_num`.
    public static let oldestServer = 150_000

    /// Throws a `SchemaError` with one clear line where the server is too old or the schema is not the one expected.
    public func checkSchema() async throws {
        let server = try await ask("select current_setting('server_version_num')::int as answer", as: Int.self)
        guard server >= Self.oldestServer else {
            throw SchemaError(
                message:
                    "The server is PostgreSQL \(server / 10_000); Clientele needs \(Self.oldestServer / 10_000) or newer."
            )
        }
        let isDeployed = try await ask(
            "select to_regprocedure('app.schema_version()') is not null as answer",
            as: Bool.self
        )
        guard isDeployed else {
            throw SchemaError(message: "The database has no Clientele schema; deploy it with `make db-deploy`.")
        }
        let version = try await ask("select app.schema_version() as answer", as: String.self)
        guard version == Self.schemaVersion else {
            throw SchemaError(
                message: "The database has schema version \(version) and this program needs \(Self.schemaVersion); "
                    + "deploy the matching one with `make db-deploy`."
            )
        }
    }

    private func ask<Answer: PostgresDecodable>(_ question: SQL, as: Answer.Type) async throws -> Answer {
        let rows = try await companyPool.run([question], deadline: .after(.seconds(10)))
        guard let row = rows.first?.first else { throw PostgresError(.noRow, "there is no answer to: \(question)") }
        return try row.get("answer")
    }
}
