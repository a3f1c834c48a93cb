import Domain
import Jobs
import Store
import TestSupport
import Testing

@Suite(.ownDatabase, .serialized) struct OperationTests {
    private struct Summary: Codable {
        var rowsRead: Int
    }

    private func operation(_ id: Domain.Operation.ID, of company: Company.ID) async throws -> Domain.Operation {
        try await database.withCompany(company, as: .operator) { try #require(try await $0.operation(id)) }
    }

    @Test func `an operation shows progress and result`() async throws {
        let kind = JobKind<Note>.fresh(), company = try await Factory.company()
        let seen = Gate()
        let started = try await database.withCompany(company.id, as: company.manager) {
            try await $0.startOperation(kind, Note())
        }
        #expect(started.state == .queued)
        let handler = JobHandler.on(kind) { _, context in
            context.report(done: 30, total: 100)
            await seen.pass()
            try context.report(result: Summary(rowsRead: 100))
            return .done
        }

        try await withWorkers([handler]) {
            try await soon("progress is seen") {
                let operation = try await operation(started.id, of: company.id)
                return operation.state == .running && operation.done == 30 && operation.total == 100
            }
            seen.open()
            try await soon("it succeeds") { try await operation(started.id, of: company.id).state == .succeeded }
        }

        let ended = try await operation(started.id, of: company.id)
        #expect(ended.result == #"{"rows_read": 100}"#)
        #expect(ended.startedAt != nil)
        #expect(ended.finishedAt != nil)
    }

    @Test func `an operation fails with its job, and says why`() async throws {
        let kind = JobKind<Note>.fresh(), company = try await Factory.company().id
        let started = try await database.withCompany(company, as: .worker) { try await $0.startOperation(kind, Note()) }

        try await withWorkers([.on(kind) { _, _ in .discard(reason: "the file is empty") }]) {
            try await soon("it fails") { try await operation(started.id, of: company).state == .failed }
        }

        #expect(try await operation(started.id, of: company).problem == "the file is empty")
    }

    @Test func `cancelling reaches the running handler`() async throws {
        let kind = JobKind<Note>.fresh(), company = try await Factory.company().id
        let running = Gate(), stopped = Gate()
        let started = try await database.withCompany(company, as: .worker) { try await $0.startOperation(kind, Note()) }
        let handler = JobHandler.on(kind) { _, _ in
            running.open()
            defer { stopped.open() }
            try await Task.sleep(for: .seconds(600))
            return .done
        }

        try await withWorkers([handler]) {
            await running.pass()
            try await database.withCompany(company, as: .operator) { try await $0.cancelOperation(started.id) }
            await stopped.pass()
            try await soon("it is cancelled") { try await operation(started.id, of: company).state == .cancelled }
        }

        await #expect(throws: JobError.alreadyEnded) {
            try await database.withCompany(company, as: .operator) { try await $0.cancelOperation(started.id) }
        }
    }

    @Test func `cancelling a waiting operation ends it at once`() async throws {
        let kind = JobKind<Note>.fresh(), company = try await Factory.company().id
        let started = try await database.withCompany(company, as: .worker) { try await $0.startOperation(kind, Note()) }

        try await database.withCompany(company, as: .operator) { try await $0.cancelOperation(started.id) }

        #expect(try await operation(started.id, of: company).state == .cancelled)
        #expect(try await count(kind.name, .cancelled, of: company) == 1)
    }

    @Test func `starting a unique operation again gives the one that is under way`() async throws {
        let kind = JobKind<Note>.fresh(uniqueKey: { _ in "all" }), company = try await Factory.company().id
        func start() async throws -> Domain.Operation.ID {
            try await database.withCompany(company, as: .worker) { try await $0.startOperation(kind, Note()).id }
        }

        let first = try await start()

        #expect(try await start() == first)
    }

    @Test func `a unique job that nobody watched can be watched`() async throws {
        let kind = JobKind<Note>.fresh(uniqueKey: { _ in "all" }), company = try await Factory.company().id
        let started = try await database.withCompany(company, as: .worker) { transaction in
            try await transaction.enqueue(kind, Note())
            return try await transaction.startOperation(kind, Note())
        }

        try await withWorkers([.on(kind) { _, _ in .done }]) {
            try await soon("it succeeds") { try await operation(started.id, of: company).state == .succeeded }
        }
    }

    @Test func `another company does not see an operation`() async throws {
        let kind = JobKind<Note>.fresh(), ours = try await Factory.company().id, theirs = try await Factory.company().id
        let started = try await database.withCompany(ours, as: .worker) { try await $0.startOperation(kind, Note()) }

        let found = try await database.withCompany(theirs, as: .operator) { try await $0.operation(started.id) }

        #expect(found == nil)
        await #expect(throws: JobError.unknownOperation) {
            try await database.withCompany(theirs, as: .operator) { try await $0.cancelOperation(started.id) }
        }
    }
}
