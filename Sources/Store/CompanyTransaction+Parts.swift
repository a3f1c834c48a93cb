import Postgres

extension CompanyTransaction {
    /// Runs a part of the transaction that can be taken back by itself: it is where it throws, and where it is not to be
    /// kept. Parts may stand inside each other.
    public func part<Value>(
        keep: Bool = true,
        isolation: isolated (any Actor)? = #isolation,
        _ body: () async throws -> Value
    ) async throws -> Value {
        try await execute("savepoint part")
        do {
            let value = try await body()
            try await execute(keep ? "release savepoint part" : "rollback to savepoint part")
            return value
        } catch {
            try await execute(["rollback to savepoint part", "release savepoint part"])
            throw error
        }
    }
}
