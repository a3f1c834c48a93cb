import Domain
import FoundationEssentials
import Hummingbird
import NIOCore
import Store

/// What a handler of a company's operation is given.
struct Scope: CallScope {
    var call: Call
    /// The company's transaction: entered as the caller, committed when the handler returns, rolled back when it throws.
    let company: CompanyTransaction

    /// Who acts, in this company.
    var principal: Principal { company.principal }

    var cursorOwner: String { company.company.description }

    func absolutePath(_ relative: String) -> String { "/v1/companies/\(company.company)/\(relative)" }

    /// Does something in the hosting role: persons' logins and keys belong to no company. It has a transaction of its
    /// own, which is committed before the company's.
    func hosting<Result: Sendable>(
        _ work: @Sendable (HostingTransaction) async throws -> Result
    ) async throws -> Result {
        try await call.database.withHosting(work)
    }
}

/// What a handler of an upload is given: the bytes as they come, and the company to put them into.
struct UploadScope: CallScope {
    var call: Call
    /// The company.
    let company: Company.ID
    /// Who acts, in this company.
    let principal: Principal
    /// The media type of the bytes, without parameters, in lower case.
    let mediaType: String
    /// The bytes.
    let body: RequestBody

    var cursorOwner: String { company.description }

    func absolutePath(_ relative: String) -> String { "/v1/companies/\(company)/\(relative)" }

    /// Does something in one transaction of the company.
    func withCompany<Result: Sendable>(
        _ work: @Sendable (CompanyTransaction) async throws -> Result
    ) async throws -> Result {
        try await call.database.withCompany(company, as: principal, work)
    }

    /// Hands on the bytes in chunks of about this size, each at least one byte.
    func chunks(of size: Int, _ use: ([UInt8]) async throws -> Void) async throws {
        var chunk: [UInt8] = []
        for try await buffer in body {
            chunk.append(contentsOf: buffer.readableBytesView)
            if chunk.count >= size {
                try await use(chunk)
                chunk.removeAll(keepingCapacity: true)
            }
        }
        if !chunk.isEmpty { try await use(chunk) }
    }
}

/// What a handler of a stream is given. It opens its own transactions, because a listener must not hold one open.
struct StreamScope: CallScope {
    var call: Call
    /// The company.
    let company: Company.ID
    /// Who listened first, in this company.
    let principal: Principal
    /// What was asked, to be asked again.
    let request: Request

    var cursorOwner: String { company.description }

    func absolutePath(_ relative: String) -> String { "/v1/companies/\(company)/\(relative)" }

    /// Who listens now: whose key was revoked, or whose place has ended, is refused.
    func presentPrincipal() async throws -> Principal {
        let credential = try await call.identity.signIn.credential(of: request)
        guard case .company(company, let principal, _) = try Seat(call.endpoint, credential, call.parameters) else {
            throw Problem.notFound
        }
        return principal
    }
}

/// What a handler of the agency's operation is given. It opens its own transactions: staffing a company needs one of the
/// hosting role and one inside the company, and a person must be committed before a membership can refer to them.
struct AgencyScope: CallScope {
    var call: Call
    /// The agency.
    let agency: Agency.ID
    /// The acting person's role in it.
    let role: Agency.Role

    var cursorOwner: String { agency.description }

    func absolutePath(_ relative: String) -> String { "/v1/agency/\(relative)" }

    /// Does something in one transaction of the hosting role.
    func hosting<Result: Sendable>(
        _ work: @Sendable (HostingTransaction) async throws -> Result
    ) async throws -> Result {
        try await call.database.withHosting(work)
    }

    /// Does something in one transaction inside a company of the agency, as an owner with what the scopes of the key leave;
    /// the audit names the person.
    func withCompany<Result: Sendable>(
        _ company: Company.ID,
        _ work: @Sendable (CompanyTransaction) async throws -> Result
    ) async throws -> Result {
        let permissions = call.credential.scopes.narrowing(Role.owner.permissions)
        let principal = Principal(
            person: call.credential.person,
            role: .owner,
            permissions: permissions,
            keyID: call.credential.key
        )
        return try await call.database.withCompany(company, as: principal, work)
    }
}

/// What a handler of the signed-in person's operation is given.
struct PersonScope: CallScope {
    var call: Call
    /// The person.
    let person: Person.ID
    /// Their active memberships in active companies, with the permission that the operation needs.
    let memberships: [Credential.Membership]

    var cursorOwner: String { person.description }

    func absolutePath(_ relative: String) -> String { "/v1/me/\(relative)" }

    /// Does something in one transaction of the hosting role: a person's keys belong to no company.
    func hosting<Result: Sendable>(
        _ work: @Sendable (HostingTransaction) async throws -> Result
    ) async throws -> Result {
        try await call.database.withHosting(work)
    }

    /// Runs one transaction per membership, as that membership, and gives the results in the order of the memberships.
    func each<Result: Sendable>(
        _ work: @escaping @Sendable (CompanyTransaction, Credential.Membership) async throws -> Result
    ) async throws -> [Result] {
        var results: [Result] = []
        for membership in memberships {
            let principal = call.credential.principal(in: membership)
            let result = try await call.database.withCompany(membership.company, as: principal) { transaction in
                try await work(transaction, membership)
            }
            results.append(result)
        }
        return results
    }

    /// One sorted list over all memberships: fetches up to `slice.fetch` rows of each company, in the order of the key,
    /// and keeps the first `slice.fetch` of all.
    func merged<Row: Sendable, Key: Comparable & Sendable>(
        _ slice: Slice<Key>,
        by key: (Row) -> Key,
        _ fetch: @escaping @Sendable (CompanyTransaction, Credential.Membership, Slice<Key>) async throws -> [Row]
    ) async throws -> [Row] {
        let lists = try await each { transaction, membership in try await fetch(transaction, membership, slice) }
        return Array(lists.joined().sorted { key($0) < key($1) }.prefix(slice.fetch))
    }
}
