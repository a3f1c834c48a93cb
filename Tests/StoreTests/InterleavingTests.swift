import Domain
import FoundationEssentials
import Postgres
import TestSupport
import Testing

@testable import Store

/// Requests of two companies in turn on few connections, some of them cancelled, late or with their backend killed.
/// `CLIENTELE_SOAK_REQUESTS` says how many; 10,000 in the long form.
@Suite(.ownDatabase) struct InterleavingTests {
    private static let requests =
        ProcessInfo.processInfo.environment["CLIENTELE_SOAK_REQUESTS"].flatMap { Int($0) } ?? 1000

    private enum Mishap: CaseIterable {
        case nothing, cancelled, late, killed
    }

    @Test func `nothing of one company ever reaches another`() async throws {
        let companies = try await [Factory.company(), Factory.company()]
        for (company, count) in zip(companies, [2, 3]) {
            try await database.withCompany(company.id, as: company.manager) { transaction in
                for _ in 0..<count { _ = try await transaction.insertCustomer(CustomerDraft(name: "Somebody")) }
            }
        }

        let database = database
        let wrong = await withTaskGroup(of: [String].self, returning: [String].self) { group in
            for worker in 0..<8 {
                group.addTask {
                    var wrong: [String] = []
                    for number in 0..<(Self.requests / 8) {
                        let which = (number + worker) % 2
                        let outcome = await request(companies[which], in: database)
                        if outcome != "failed", outcome != "\(companies[which].id) \(which + 2)" {
                            wrong.append(outcome)
                        }
                    }
                    return wrong
                }
            }
            return await group.reduce(into: []) { $0 += $1 }
        }

        #expect(wrong.isEmpty)
        for _ in 0..<16 {
            let failure = try await failure {
                _ = try await database.companyPool.run(
                    ["select count(*) from app.customers"],
                    deadline: .after(.seconds(10))
                )
            }
            #expect(failure.sqlState == "42704" || failure.sqlState == "22P02")
        }
        for (which, company) in companies.enumerated() {
            #expect(await request(company, in: database, .nothing) == "\(company.id) \(which + 2)")
        }
    }

    /// What a request that names no company sees, or "failed" where a mishap ended it.
    private func request(_ company: StaffedCompany, in database: Database, _ fixed: Mishap? = nil) async -> String {
        let mishap = fixed ?? (Int.random(in: 0..<4) > 0 ? .nothing : Mishap.allCases.randomElement() ?? .nothing)
        let task = Task {
            try await database.withCompany(
                company.id,
                as: company.manager,
                deadline: mishap == .late ? .milliseconds(5) : nil
            ) {
                transaction in
                switch mishap {
                case .nothing: break
                case .cancelled, .late: try await transaction.execute("select pg_sleep(0.02)")
                case .killed:
                    try await transaction.execute("select pg_terminate_backend(pg_backend_pid()) where random() < 0.5")
                }
                return try await transaction.one(
                    "select min(company_id::text) as least, max(company_id::text) as most, count(*) as n from app.customers"
                ) { row in
                    let least = try row.get("least", as: String.self)
                    let isOne = try row.get("most", as: String.self) == least
                    return isOne ? "\(least) \(try row.get("n", as: Int.self))" : "mixed"
                }
            }
        }
        if mishap == .cancelled {
            await Task.yield()
            task.cancel()
        }
        switch await task.result {
        case .success(let seen): return seen
        case .failure(let error): return mishap == .nothing ? "\(error)" : "failed"
        }
    }
}
