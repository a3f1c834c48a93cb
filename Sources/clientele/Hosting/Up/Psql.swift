import Foundation

/// One script at a time through psql, which Sqitch needs anyway.
struct Psql {
    let address: DatabaseAddress

    /// Runs SQL and returns its output: values alone, one row a line, separated by `|`.
    ///
    /// - Parameters:
    ///   - sql: read from standard input, so that it may hold what arguments must not show.
    ///   - environment: variables that the SQL reads with `\\getenv`.
    @discardableResult
    func run(_ sql: String, environment: [String: String] = [:]) async throws -> String {
        var variables = environment
        variables["PGPASSWORD"] = address.password
        let tool = Tool(name: "psql", environment: variables)
        return try await tool.run(
            ["-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-d", address.withoutPassword],
            input: sql + "\n"
        ).trimmingCharacters(in: .whitespacesAndNewlines)
    }
}
