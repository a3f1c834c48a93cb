public import Domain
public import Logging
public import Store

/// What a handler has besides its payload: its company, and ways to say how far it is.
public struct JobContext: Sendable {
    /// Whose work it is.
    public let company: Company.ID
    /// The right to this attempt.
    public let lease: JobLease
    /// Carries company, kind, job and attempt.
    public let logger: Logger

    let database: Database
    let record: JobRecord

    /// The job that is being done.
    public var job: Job.ID { lease.job }

    /// Runs `body` in a transaction inside the job's company. It commits only while this worker still has the job.
    ///
    /// - Parameter deadline: how long it may take, from now to the commit.
    /// - Throws: `LeaseLost` where the job went to somebody else meanwhile; let it through.
    public func withCompany<Value: Sendable>(
        deadline: Duration = .seconds(60),
        _ body: (CompanyTransaction) async throws -> Value
    ) async throws -> Value {
        try await database.withCompany(company, as: .worker, deadline: deadline) { transaction in
            try await transaction.hold(lease)
            return try await body(transaction)
        }
    }

    /// Says how far the job is, in units of its own choosing. Cheap: written about once a second.
    public func report(done: Int, total: Int? = nil) {
        record.report(done: done, total: total)
    }

    /// Says what came of the job, for whoever watches the operation. Encoded as a JSON object.
    public func report(result: some Encodable) throws {
        try record.report(result: result)
    }
}
