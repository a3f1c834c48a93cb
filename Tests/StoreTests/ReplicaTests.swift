import Domain
import Logging
import Postgres
import TestSupport
import Testing

@testable import Store

/// Reads that tolerate lag, with a real streaming replica beside the server of this run.
@Suite(.ownDatabase, .serialized) struct ReplicaTests {
    @Test func `what tolerates lag is read on the replica, and nothing else is`() async throws {
        try await withReplica { database, _ in
            let company = try await Factory.company()
            try await eventually("the replica has the company and answers") {
                try await database.readCompanyWithLag(company.id, as: company.manager) { try await $0.isOnReplica() }
            }
            #expect(try await !database.readCompany(company.id, as: company.manager) { try await $0.isOnReplica() })
            #expect(try await !database.withCompany(company.id, as: company.manager) { try await $0.isOnReplica() })
        }
    }

    @Test func `a replica that lags beyond the bound does not answer, and one that has caught up does`() async throws {
        try await withReplica { database, replica in
            let company = try await Factory.company()
            try replica.psql("select pg_wal_replay_pause()")
            let name = try await database.withCompany(company.id, as: company.manager) {
                try await $0.insertCustomer(CustomerDraft(name: "Written just now")).name
            }
            // From one bound after the write on nobody may see the company without it; a test server writes its log up to
            // 0.6 s after a commit.
            let start = ContinuousClock.now
            try await eventually("two seconds have passed") { start.duration(to: .now) > .seconds(2) }
            for _ in 0..<20 {
                let (names, isOnReplica) = try await database.readCompanyWithLag(company.id, as: company.manager) {
                    (
                        try await $0.customers(CustomerFilter(), limit: 5).map(\.customer.name),
                        try await $0.isOnReplica()
                    )
                }
                #expect(names == [name])
                #expect(!isOnReplica)
            }

            try replica.psql("select pg_wal_replay_resume()")
            try await eventually("the replica answers again") {
                try await database.readCompanyWithLag(company.id, as: company.manager) { try await $0.isOnReplica() }
            }
            let names = try await database.readCompanyWithLag(company.id, as: company.manager) {
                try await $0.customers(CustomerFilter(), limit: 5).map(\.customer.name)
            }
            #expect(names == [name])
        }
    }

    @Test func `a replica that is gone costs nothing but the primary's time`() async throws {
        try await withReplica { database, replica in
            let company = try await Factory.company()
            try replica.stop("immediate")
            for _ in 0..<5 {
                let isOnReplica = try await database.readCompanyWithLag(company.id, as: company.manager) {
                    try await $0.isOnReplica()
                }
                #expect(!isOnReplica)
            }
        }
    }

    private func withReplica(_ body: (Database, OwnServer) async throws -> Void) async throws {
        let (name, role) = (testDatabase.name, "clientele_api")
        try await withOwnServer(try await .startReplica()) { replica in
            let settings = DatabaseSettings(
                company: .init(address: TestServer.shared.address(of: name, role: role), connections: 4),
                replica: .init(.init(address: replica.address(of: name, role: role), connections: 4), lag: .seconds(1)),
                hosting: .init(address: TestServer.shared.address(of: name, role: "clientele_hosting"), connections: 1),
                applicationName: "replica test",
                deadline: .seconds(30)
            )
            var logger = Logger(label: "test")
            logger.logLevel = .critical
            let database = try Database(settings, logger: logger)
            try await body(database, replica)
            await database.close()
        }
    }
}

extension CompanyTransaction {
    fileprivate func isOnReplica() async throws -> Bool {
        try await one("select pg_is_in_recovery() as replica") { try $0.get("replica") }
    }
}
