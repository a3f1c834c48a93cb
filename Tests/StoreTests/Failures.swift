import Logging
import Postgres
import TestSupport

@testable import Store

/// The error of the database that a closure throws.
func failure(of body: () async throws -> Void) async throws -> PostgresError {
    do {
        try await body()
    } catch let error as PostgresError {
        return error
    }
    throw PostgresError(.misuse, "nothing was thrown")
}

/// Says nothing: tests break things on purpose.
var quiet: Logger {
    var logger = Logger(label: "test")
    logger.logLevel = .critical
    return logger
}

extension CompanyTransaction {
    /// How many customers the acting person sees.
    func customerCount() async throws -> Int {
        try await one("select count(*) as n from app.customers where company_id = \(company)") { try $0.get("n") }
    }
}
