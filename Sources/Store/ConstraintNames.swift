import Domain
import Postgres

/// Runs a query and turns the violation of a named constraint into the domain's refusal.
@discardableResult
func naming<Result, Refusal: DomainError>(
    _ refusal: (String) -> Refusal?,
    _ query: () async throws -> Result
) async throws -> Result {
    do {
        return try await query()
    } catch let error as PostgresError {
        if let constraint = error.constraint, let refused = refusal(constraint) { throw refused }
        throw error
    }
}
