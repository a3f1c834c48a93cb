import Domain
import Foundation
import Postgres
import TestSupport
import Testing

@testable import Store

/// What happened is written down with its change, sealed, and every way of changing it afterwards is noticed.
@Suite(.database) struct AuditTests {
    private func seal(_ company: StaffedCompany) async throws -> AuditReport.Head? {
        try await testDatabase.worker.withCompany(company.id, as: .worker) { try await $0.sealAudit() }
    }

    private func report(_ company: StaffedCompany) async throws -> AuditReport {
        try await database.readCompany(company.id, as: company.manager) { try await $0.verifyAudit() }
    }

    @Test func `a change is written down with who made it, what it was and what it became`() async throws {
        let company = try await Factory.company()
        let key = APIKey.ID.make()
        let acting = Principal(person: company.manager.person, role: .manager, keyID: key)
        let customer = try await database.withCompany(company.id, as: acting) { transaction in
            let customer = try await transaction.insertCustomer(CustomerDraft(name: "Lin"))
            return customer.id
        }
        let events = try await database.readCompany(company.id, as: acting) {
            try await $0.auditEvents(AuditQuestion(entity: "customers", entityID: customer.description), limit: 10)
        }
        let event = try #require(events.first)
        #expect(events.count == 1 && event.action == "insert" && event.role == "manager")
        #expect(event.person == company.manager.person && event.key == key)
        #expect(event.before == nil && event.after?.contains(#""name": "Lin""#) == true)
        #expect(event.hash.count == 64 && event.seal == nil)
    }

    @Test func `a transaction that is rolled back leaves no event`() async throws {
        let company = try await Factory.company()
        let before = try await report(company).events
        await #expect(throws: CancellationError.self) {
            try await database.withCompany(company.id, as: company.manager) { transaction in
                _ = try await transaction.insertCustomer(CustomerDraft(name: "Nobody"))
                throw CancellationError()
            }
        }
        #expect(try await report(company).events == before)
    }

    @Test func `64 writers at once make one chain without a fork or a gap`() async throws {
        let company = try await Factory.company()
        let before = try await report(company).events
        try await withThrowingTaskGroup(of: Void.self) { group in
            for writer in 0..<64 {
                group.addTask {
                    try await database.withCompany(company.id, as: company.manager) { transaction in
                        _ = try await transaction.insertCustomer(CustomerDraft(name: "Customer \(writer)"))
                    }
                    if writer % 4 == 0 { _ = try await seal(company) }
                }
            }
            try await group.waitForAll()
        }
        _ = try await seal(company)
        let found = try await report(company)
        #expect(found.faults == [] && found.unsealed == 0 && found.events == before + 64)
        let chain = try testDatabase.psql(
            """
            select count(*) = max(number) and count(distinct previous) = count(*) and sum(events) = \(found.events)
            from app.audit_seals where company_id = '\(company.id)'
            """
        )
        #expect(chain == "t")
    }

    @Test func `nothing to seal makes no seal`() async throws {
        let company = try await Factory.company()
        let first = try #require(try await seal(company))
        #expect(try await seal(company) == nil)
        #expect(try await report(company).head == first)
        #expect(try await testDatabase.worker.companiesWithUnsealedAudit().contains(company.id) == false)
    }

    @Test func `a change behind the program's back is noticed`() async throws {
        let company = try await Factory.company()
        _ = try await seal(company)
        #expect(try await report(company).faults == [])
        try testDatabase.psql(
            """
            update app.audit_events set role = 'agent'
            where company_id = '\(company.id)' and id = (
                select min(id::text)::uuid from app.audit_events where company_id = '\(company.id)')
            """
        )
        #expect(try await report(company).faults.map(\.code) == ["event.changed"])
    }
}
