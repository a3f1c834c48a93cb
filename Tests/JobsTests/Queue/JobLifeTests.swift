import Domain
import Jobs
import Store
import TestSupport
import Testing

@Suite(.ownDatabase, .serialized) struct JobLifeTests {
    @Test func `a job runs once with its payload and moves to the history`() async throws {
        let kind = JobKind<Note>.fresh(), runs = Tally()
        let company = try await Factory.company().id
        let id = try await database.withCompany(company, as: .worker) {
            try await $0.enqueue(kind, Note(text: "hello"))
        }

        try await withWorkers([
            .on(kind) { note, _ in
                if note.text == "hello" { runs.up() }
                return .done
            }
        ]) {
            try await wait(for: id, of: company, toBe: .done)
        }

        #expect(runs.count == 1)
        let job = try await database.withCompany(company, as: .operator) { try await $0.job(id) }
        #expect(job?.attempt == 1)
        #expect(job?.finishedAt != nil)
        #expect(try testDatabase.psql("select count(*) from app.jobs where id = '\(id)'") == "0")
    }

    @Test func `a job of a transaction that is rolled back does not exist`() async throws {
        struct Oops: Error {}
        let kind = JobKind<Note>.fresh(), company = try await Factory.company().id

        await #expect(throws: Oops.self) {
            try await database.withCompany(company, as: .worker) {
                try await $0.enqueue(kind, Note())
                throw Oops()
            }
        }

        #expect(try await count(kind.name, .ready, of: company) == 0)
    }

    @Test func `a job that throws is tried again, dies after its last attempt and can be revived`() async throws {
        struct Oops: Error {}
        let kind = JobKind<Note>.fresh(retry: RetryPolicy(maxAttempts: 3, base: .zero)), runs = Tally()
        let company = try await Factory.company().id
        let id = try await database.withCompany(company, as: .worker) { try await $0.enqueue(kind, Note()) }
        let handler = JobHandler.on(kind) { _, _ in
            if runs.up() <= 3 { throw Oops() }
            return .done
        }

        try await withWorkers([handler]) {
            try await wait(for: id, of: company, toBe: .dead)
            let dead = try await database.withCompany(company, as: .operator) { try await $0.job(id) }
            #expect(dead?.attempt == 3)
            #expect(dead?.lastError?.contains("Oops") == true)

            try await database.withCompany(company, as: .operator) { try await $0.retryJob(id) }
            try await wait(for: id, of: company, toBe: .done)
        }
        #expect(runs.count == 4)
    }

    @Test func `a discarded job is dead at once, with the reason`() async throws {
        let kind = JobKind<Note>.fresh(), company = try await Factory.company().id
        let id = try await database.withCompany(company, as: .worker) { try await $0.enqueue(kind, Note()) }

        try await withWorkers([.on(kind) { _, _ in .discard(reason: "there is no such customer") }]) {
            try await wait(for: id, of: company, toBe: .dead)
        }

        let job = try await database.withCompany(company, as: .operator) { try await $0.job(id) }
        #expect(job?.lastError == "there is no such customer")
        #expect(job?.attempt == 1)
    }

    @Test func `a job that asks for another attempt waits for it`() async throws {
        let kind = JobKind<Note>.fresh(), company = try await Factory.company().id, ran = Gate()
        let id = try await database.withCompany(company, as: .worker) { try await $0.enqueue(kind, Note()) }

        try await withWorkers([
            .on(kind) { _, _ in
                ran.open()
                return .retry(after: .seconds(600))
            }
        ]) {
            await ran.pass()
            try await wait(for: id, of: company, toBe: .ready)
        }

        let seconds = try testDatabase.psql(
            "select round(extract(epoch from run_at - now()) / 60) from app.jobs where id = '\(id)'"
        )
        #expect(seconds == "10")
    }

    @Test func `a delayed job is left alone until its time`() async throws {
        let kind = JobKind<Note>.fresh(), company = try await Factory.company().id
        let (late, soon) = try await database.withCompany(company, as: .worker) {
            (
                try await $0.enqueue(kind, Note(), runAfter: .seconds(3600)),
                try await $0.enqueue(kind, Note(), runAfter: .milliseconds(300))
            )
        }

        try await withWorkers([.on(kind) { _, _ in .done }]) { try await wait(for: soon, of: company, toBe: .done) }

        let job = try await database.withCompany(company, as: .operator) { try await $0.job(late) }
        #expect(job?.state == .ready)
    }

    @Test func `a unique job is one while it lives, and may come again`() async throws {
        let kind = JobKind<Note>.fresh(uniqueKey: \.text)
        let ours = try await Factory.company().id, theirs = try await Factory.company().id
        func enqueue(_ company: Company.ID, _ text: String) async throws -> Job.ID {
            try await database.withCompany(company, as: .worker) { try await $0.enqueue(kind, Note(text: text)) }
        }
        let first = try await enqueue(ours, "a")

        #expect(try await enqueue(ours, "a") == first)
        #expect(try await enqueue(ours, "b") != first)
        #expect(try await enqueue(theirs, "a") != first)
        #expect(try testDatabase.psql("select count(*) from app.jobs where kind = '\(kind.name)'") == "3")

        try await withWorkers([.on(kind) { _, _ in .done }]) { try await wait(for: first, of: ours, toBe: .done) }
        #expect(try await enqueue(ours, "a") != first)
    }

    @Test func `what is asked for while it runs is run again, once`() async throws {
        let kind = JobKind<Note>.fresh(perCompany: 1, uniqueKey: { _ in "all" }), runs = Tally(), gate = Gate()
        let company = try await Factory.company().id
        @Sendable func ask() async throws {
            for _ in 1...2 {
                try await database.withCompany(company, as: .worker) { try await $0.enqueueUnlessReady(kind, Note()) }
            }
        }
        try await ask()

        try await withWorkers([
            .on(kind) { _, _ in
                runs.up()
                await gate.pass()
                return .done
            }
        ]) {
            defer { gate.open() }
            try await soon("it runs") { runs.count == 1 }
            try await ask()
            gate.open()
            try await soon("both are done") { try await count(kind.name, .done, of: company) == 2 }
        }

        #expect(runs.count == 2)
    }

    @Test func `many jobs are enqueued at once, those that are live already left out`() async throws {
        let kind = JobKind<Note>.fresh(uniqueKey: \.text), company = try await Factory.company().id
        let notes = (0..<500).map { Note(text: "\($0)") }

        let added = try await database.withCompany(company, as: .worker) {
            try await $0.enqueue(kind, notes[7])
            return try await $0.enqueueAll(kind, notes)
        }

        #expect(added == 499)
    }

    @Test func `a job enqueued by plain SQL is run`() async throws {
        let kind = JobKind<Note>.fresh(), company = try await Factory.company().id, runs = Tally()
        let sql = """
            begin; set local role clientele_api;
            select from app.enter('\(company)', '\(Person.ID.make())', 'integration', 'company');
            select app.enqueue('\(kind.name)', '{"text": "from SQL"}'); commit;
            """
        try testDatabase.psql(sql)

        try await withWorkers([
            .on(kind) { note, _ in
                if note.text == "from SQL" { runs.up() }
                return .done
            }
        ]) {
            try await soon("the job is done") { try await count(kind.name, .done, of: company) == 1 }
        }
        #expect(runs.count == 1)
    }

    @Test func `urgent jobs of a company go before its others`() async throws {
        let low = JobKind<Note>.fresh(priority: .low), urgent = JobKind<Note>.fresh(priority: .urgent)
        let company = try await Factory.company().id, order = Journal()
        try await database.withCompany(company, as: .worker) {
            try await $0.enqueueAll(low, (0..<3).map { _ in Note() })
            try await $0.enqueueAll(urgent, (0..<3).map { _ in Note() })
        }
        let handlers: [JobHandler] = [
            .on(low) { _, _ in order.write("low") },
            .on(urgent) { _, _ in order.write("urgent") },
        ]

        try await withWorkers(slots: 1, handlers) {
            try await soon("all are done") { try await count(low.name, .done, of: company) == 3 }
        }

        #expect(order.lines == ["urgent", "urgent", "urgent", "low", "low", "low"])
    }

    @Test func `jobs of a suspended company are dropped, also those of one that is gone`() async throws {
        let kind = JobKind<Note>.fresh(), suspended = try await Factory.company().id, gone = Company.ID.make()
        for company in [suspended, gone] {
            try await database.withCompany(company, as: .worker) { _ = try await $0.enqueue(kind, Note()) }
        }
        try testDatabase.psql("update app.companies set state = 'suspended' where id = '\(suspended)'")

        try await withWorkers([.on(kind) { _, _ in .done }]) {
            try await soon("both are dropped") {
                try testDatabase.psql("select count(*) from app.jobs where kind = '\(kind.name)'") == "0"
            }
        }

        #expect(try await count(kind.name, .cancelled, of: suspended) == 1)
        #expect(try testDatabase.psql("select count(*) from app.job_history where company_id = '\(gone)'") == "0")
    }
}
