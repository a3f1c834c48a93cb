import Domain
import Store
import TestSupport
import Testing

@testable import Jobs

@Suite(.ownDatabase) struct ImportOrdersTests {
    /// Uploads a text in pieces, as the API does.
    private func upload(_ text: String, _ pieces: Int, to company: StaffedCompany) async throws -> Import {
        let bytes = Array(text.utf8)
        let draft = ImportDraft(
            source: "import",
            fileName: "orders.csv",
            fingerprint: [UInt8](repeating: 0, count: 32),
            format: "",
            bytesTotal: nil
        )
        return try await database.withCompany(company.id, as: company.manager) { transaction in
            let started = try await transaction.insertImport(draft, state: .uploading)
            let size = max(1, (bytes.count + pieces - 1) / pieces)
            for (position, start) in stride(from: 0, to: bytes.count, by: size).enumerated() {
                let piece = Array(bytes[start..<min(start + size, bytes.count)])
                try await transaction.insertImportChunk(piece, of: started.id, at: Int32(position))
            }
            return try await transaction.beginUploadedImport(
                started.id,
                bytes: Int64(bytes.count),
                fingerprint: [UInt8](repeating: 1, count: 32),
                format: OrderFileFormat()
            )
        }
    }

    private func ended(_ started: Import, of company: StaffedCompany) async throws -> (Import, Domain.Operation) {
        let operation = try #require(started.operationID)
        return try await withWorkers([.importOrders]) {
            try await eventually("the import has ended") {
                try await database.withCompany(company.id, as: .operator) { try await $0.operation(operation) }?.state
                    .isFinal == true
            }
            return try await database.withCompany(company.id, as: .operator) {
                (try #require(try await $0.orderImport(started.id)), try #require(try await $0.operation(operation)))
            }
        }
    }

    private func chunks(of started: Import) throws -> String {
        try testDatabase.psql("select count(*) from app.import_chunks where import_id = '\(started.id)'")
    }

    @Test func `an uploaded file is imported, and its bytes are forgotten`() async throws {
        let company = try await Factory.company()
        let rows = (0..<9000).map { "N\($0),C-\($0 % 20),2026-01-01,1\n" }
        let started = try await upload("number,customer,date,amount\n" + rows.joined() + "x\n", 5, to: company)
        #expect(try chunks(of: started) == "5")

        let (done, operation) = try await ended(started, of: company)

        #expect(done.state == .done)
        #expect(done.rows == Import.RowCounts(read: 9001, inserted: 9000, rejected: 1))
        #expect(operation.state == .succeeded)
        #expect(operation.result?.contains(#""inserted": 9000"#) == true)
        #expect(try chunks(of: started) == "0")
    }

    @Test func `a file that is no order file fails with its reason`() async throws {
        let company = try await Factory.company()
        let started = try await upload("customer;date;amount\n", 1, to: company)

        let (failed, operation) = try await ended(started, of: company)

        #expect(failed.state == .failed)
        #expect(failed.problem?.contains("2 semicolons") == true)
        #expect(operation.state == .failed)
        #expect(operation.problem == failed.problem)
        #expect(try chunks(of: started) == "0")
    }

    @Test func `a job that names another company's import is dead, and nothing is imported`() async throws {
        let (ours, theirs) = (try await Factory.company(), try await Factory.company())
        let started = try await upload("number,customer,date,amount\nN1,C1,2026-01-01,1\n", 1, to: ours)
        // As an intruder who may enqueue in the other company would.
        let forged = try await database.withCompany(theirs.id, as: theirs.manager) {
            try await $0.enqueue(.importOrders, ImportOrders(importID: started.id, format: OrderFileFormat()))
        }
        // The real one waits, so that only the forged one could touch the import.
        try testDatabase.psql("update app.jobs set run_at = now() + '1 hour' where company_id = '\(ours.id)'")

        try await withWorkers([.importOrders]) {
            try await eventually("the forged job has ended") {
                try testDatabase.psql("select state from app.job_history where id = '\(forged)'") == "dead"
            }
        }

        #expect(try testDatabase.psql("select state from app.imports where id = '\(started.id)'") == "running")
        #expect(try chunks(of: started) == "1")
        let orders = try testDatabase.psql(
            "select count(*) from app.orders where company_id in ('\(ours.id)', '\(theirs.id)')"
        )
        #expect(orders == "0")
    }

    @Test func `an import whose operation is cancelled is cancelled, and its bytes are forgotten`() async throws {
        let company = try await Factory.company()
        let started = try await upload("number,customer,date,amount\nN1,C-1,2026-01-01,1\n", 1, to: company)
        let operation = try #require(started.operationID)

        try await database.withCompany(company.id, as: company.manager) { try await $0.cancelOperation(operation) }

        let cancelled = try await database.withCompany(company.id, as: .operator) {
            try await $0.orderImport(started.id)
        }
        #expect(cancelled?.state == .cancelled)
        #expect(cancelled?.finishedAt != nil)
        #expect(try chunks(of: started) == "0")
    }

    @Test func `an import that was given up goes on when its job is tried again`() async throws {
        let company = try await Factory.company()
        let started = try await upload("number,customer,date,amount\nN1,C-1,2026-01-01,1\n", 1, to: company)
        let job = try #require(
            Job.ID(try testDatabase.psql("select id from app.jobs where company_id = '\(company.id)'"))
        )
        // As if the worker had gone away during its last attempt.
        try testDatabase.psql(
            """
            update app.jobs set state = 'running', attempt = max_attempts, worker = app.uuid_v7(), started_at = now(),
                lease_until = now() - interval '1 second'
            where id = '\(job)'
            """
        )
        _ = try await database.withCompany(company.id, as: .worker) { try await $0.reapJobs() }
        let failed = try await database.withCompany(company.id, as: .operator) { try await $0.orderImport(started.id) }
        #expect(failed?.state == .failed)

        try await database.withCompany(company.id, as: .operator) { try await $0.retryJob(job) }
        let (done, operation) = try await ended(started, of: company)

        #expect(done.state == .done)
        #expect(done.rows.inserted == 1)
        #expect(operation.state == .succeeded)
    }
}
