public import Domain
import FoundationEssentials
public import Logging
import Postgres

/// The way to the data. What a caller may do with it is said by the transaction they are handed.
public final class Database: Sendable {
    private let companies: ConnectionPool
    private let hosting: ConnectionPool
    private let replica: Replica?
    private let deadline: Duration
    private let announcer: JobAnnouncer
    let logger: Logger

    /// A database reached by these settings. Connects when it is first used.
    public init(_ settings: DatabaseSettings, logger: Logger) throws {
        self.logger = logger
        deadline = settings.deadline
        companies = try Self.pool(settings.company, settings, name: settings.applicationName, logger)
        hosting = try Self.pool(settings.hosting, settings, name: "\(settings.applicationName) hosting", logger)
        replica = try settings.replica.map { replica in
            let name = "\(settings.applicationName) replica"
            return Replica(try Self.pool(replica.access, settings, name: name, logger), bound: replica.lag)
        }
        announcer = JobAnnouncer(companies)
    }

    private static func pool(
        _ access: DatabaseSettings.Access,
        _ settings: DatabaseSettings,
        name: String,
        _ logger: Logger
    ) throws -> ConnectionPool {
        let server = ServerSettings(
            address: access.address,
            applicationName: name,
            preparesStatements: settings.preparesStatements,
            usesBlocks: settings.usesBlocks
        )
        return try ConnectionPool(server, size: access.connections, logger: logger)
    }

    /// Runs `body` inside one company, on behalf of somebody, in one transaction: committed where it returns, rolled
    /// back where it throws. The database itself refuses what the principal may not see.
    ///
    /// `body` may be run again, up to three times, where the server gave up the transaction for another one or the
    /// connection broke before the commit; it must have no other effect than on the database.
    /// `deadline` counts from now to the commit.
    public func withCompany<Value: Sendable>(
        _ company: Company.ID,
        as principal: Principal,
        deadline: Duration? = nil,
        isolation: isolated (any Actor)? = #isolation,
        _ body: (CompanyTransaction) async throws -> Value
    ) async throws -> Value {
        try await enter(company, principal, .readWrite, deadline, body)
    }

    /// As `withCompany`, for a `body` that only reads: the server refuses writes. Each statement sees what was committed
    /// before it, as in `withCompany`, and is a transaction of its own for the server, which spares it the most.
    public func readCompany<Value: Sendable>(
        _ company: Company.ID,
        as principal: Principal,
        deadline: Duration? = nil,
        isolation: isolated (any Actor)? = #isolation,
        _ body: (CompanyTransaction) async throws -> Value
    ) async throws -> Value {
        try await enter(company, principal, .readOnly, deadline, body)
    }

    /// As `readCompany`, for a `body` that may see the company as it was a little while ago, see
    /// `DatabaseSettings.ReplicaAccess`: it may run on the replica, and runs on the primary where that lags too far or
    /// does not answer. Not for reading what the caller has just written.
    public func readCompanyWithLag<Value: Sendable>(
        _ company: Company.ID,
        as principal: Principal,
        deadline: Duration? = nil,
        isolation: isolated (any Actor)? = #isolation,
        _ body: (CompanyTransaction) async throws -> Value
    ) async throws -> Value {
        if let replica, let position = try await replica.position(of: companies) {
            do {
                return try await enter(
                    company,
                    principal,
                    .readOnly,
                    deadline,
                    on: replica.pool,
                    behind: position,
                    body
                )
            } catch let error as PostgresError where error.isFaultOfReplica {
                logger.info("reading from the primary", metadata: ["error": "\(error)"])
                replica.avoid()
            }
        }
        return try await enter(company, principal, .readOnly, deadline, body)
    }

    /// As `readCompany`, and `body` sees the whole company as it was when it began, however long it takes.
    public func snapshotCompany<Value: Sendable>(
        _ company: Company.ID,
        as principal: Principal,
        deadline: Duration? = nil,
        isolation: isolated (any Actor)? = #isolation,
        _ body: (CompanyTransaction) async throws -> Value
    ) async throws -> Value {
        try await enter(company, principal, .snapshot, deadline, body)
    }

    /// Runs `body` across companies, in one transaction, with the rights of the host: agencies, companies, persons,
    /// keys and the discovery of work, and no company's own data.
    public func withHosting<Value: Sendable>(
        deadline: Duration? = nil,
        isolation: isolated (any Actor)? = #isolation,
        _ body: (HostingTransaction) async throws -> Value
    ) async throws -> Value {
        try await host(.readWrite, deadline, body)
    }

    /// As `withHosting`, for a `body` that only reads: the server refuses writes.
    public func readHosting<Value: Sendable>(
        deadline: Duration? = nil,
        isolation: isolated (any Actor)? = #isolation,
        _ body: (HostingTransaction) async throws -> Value
    ) async throws -> Value {
        try await host(.readOnly, deadline, body)
    }

    private func host<Value>(
        _ access: TransactionAccess,
        _ deadline: Duration?,
        isolation: isolated (any Actor)? = #isolation,
        _ body: (HostingTransaction) async throws -> Value
    ) async throws -> Value {
        try await hosting.withTransaction(access: access, deadline: .after(deadline ?? self.deadline)) { transaction in
            try await body(HostingTransaction(transaction: transaction))
        }
    }

    private func enter<Value>(
        _ company: Company.ID,
        _ principal: Principal,
        _ access: TransactionAccess,
        _ deadline: Duration?,
        on pool: ConnectionPool? = nil,
        behind position: String? = nil,
        isolation: isolated (any Actor)? = #isolation,
        _ body: (CompanyTransaction) async throws -> Value
    ) async throws -> Value {
        let hints = TransactionHints()
        let entering = SQL.entering(company, as: principal)
        let value = try await (pool ?? companies).withTransaction(
            context: position.map { "\(entering), \(SQL.reached($0))" } ?? entering,
            access: access,
            owner: company.uuid,
            deadline: .after(deadline ?? self.deadline)
        ) { transaction in
            try await body(
                CompanyTransaction(company: company, principal: principal, transaction: transaction, hints: hints)
            )
        }
        announcer.announce(hints)
        return value
    }

    /// Ends what is under way, for at most as long as given, and closes all connections.
    public func close(within limit: Duration = .seconds(10)) async {
        await replica?.pool.close(within: limit)
        await companies.close(within: limit)
        await hosting.close(within: limit)
    }

    /// The pool of the host's role, for what needs no transaction.
    var hostingPool: ConnectionPool { hosting }
    /// The pool of the role that acts inside companies.
    var companyPool: ConnectionPool { companies }
}

extension SQL {
    /// Says who acts where, for the transaction under way.
    fileprivate static func entering(_ company: Company.ID, as principal: Principal) -> SQL {
        let nobody = Person.ID(.init(uuid: (0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)))
        let person = principal.support?.person ?? principal.person ?? nobody
        let key = principal.keyID?.description ?? ""
        guard let grant = principal.support?.grant.description else {
            return "app.enter(\(company), \(person), \(principal.role), \(principal.visibility), \(key))"
        }
        return "app.enter(\(company), \(person), \(principal.role), \(principal.visibility), \(key), \(grant))"
    }
}
