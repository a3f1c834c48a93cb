import Domain
import FoundationEssentials
import Store
import TestSupport
import Testing

@testable import Jobs

@Suite(.ownDatabase, .serialized) struct LeaseTests {
    /// Claims one job as a worker process of its own would.
    private func claim(
        _ kind: JobKind<Note>,
        of company: Company.ID,
        as worker: UUID = UUID()
    ) async throws -> ClaimedJob {
        let claimed = try await database.withCompany(company, as: .worker) {
            try await $0.claimJobs(
                [(JobDeclaration(kind), kind.priority.rawValue, .beginning)],
                batch: .one,
                worker: worker
            )
        }
        return try #require(claimed.first)
    }

    private func expire(_ id: Job.ID) throws {
        try testDatabase.psql("update app.jobs set lease_until = now() - interval '1 second' where id = '\(id)'")
    }

    private func enqueue(_ kind: JobKind<Note>, in company: Company.ID) async throws -> Job.ID {
        try await database.withCompany(company, as: .worker) { try await $0.enqueue(kind, Note()) }
    }

    @Test func `a claimed job is not claimed again while its lease lasts`() async throws {
        let kind = JobKind<Note>.fresh(), company = try await Factory.company().id
        _ = try await enqueue(kind, in: company)
        let claimed = try await claim(kind, of: company)

        let again = try await database.withCompany(company, as: .worker) {
            try await $0.claimJobs(
                [(JobDeclaration(kind), kind.priority.rawValue, .beginning)],
                batch: .many,
                worker: UUID()
            )
        }

        #expect(claimed.lease.attempt == 1)
        #expect(again.isEmpty)
    }

    @Test func `only the holder of the lease settles a job`() async throws {
        let kind = JobKind<Note>.fresh(), company = try await Factory.company().id
        let id = try await enqueue(kind, in: company)
        let lease = try await claim(kind, of: company).lease
        let others = [
            JobLease(job: id, attempt: lease.attempt, worker: UUID()),
            JobLease(job: id, attempt: lease.attempt + 1, worker: lease.worker),
        ]
        func settle(_ lease: JobLease, _ ending: JobSettlement.Ending) async throws -> Set<Job.ID> {
            try await database.withCompany(company, as: .worker) {
                try await $0.settle([JobSettlement(lease: lease, ending: ending)])
            }
        }

        for other in others {
            #expect(try await settle(other, .done).isEmpty)
            #expect(try await settle(other, .again(after: .zero, reason: "x")).isEmpty)
        }
        #expect(try await settle(lease, .done) == [id])
        #expect(try await settle(lease, .done).isEmpty)
    }

    @Test func `an expired lease gives the job back, and its holder writes nothing any more`() async throws {
        let kind = JobKind<Note>.fresh(), marker = JobKind<Note>.fresh()
        let company = try await Factory.company().id
        let id = try await enqueue(kind, in: company)
        let frozen = try await claim(kind, of: company).lease
        try expire(id)

        #expect(
            try await database.withCompany(company, as: .worker) { try await $0.reapJobs().map(\.lease) } == [frozen]
        )

        await #expect(throws: LeaseLost(lease: frozen)) {
            try await database.withCompany(company, as: .worker) {
                try await $0.hold(frozen)
                try await $0.enqueue(marker, Note())
            }
        }
        #expect(try await claim(kind, of: company).lease.attempt == 2)
        #expect(try await count(marker.name, .ready, of: company) == 0)
    }

    @Test func `a handler whose lease went elsewhere is stopped and its effects are refused`() async throws {
        let kind = JobKind<Note>.fresh(), marker = JobKind<Note>.fresh()
        let company = try await Factory.company().id
        let started = Gate(), reaped = Gate(), refusals = Tally(), runs = Tally()
        let id = try await enqueue(kind, in: company)
        let handler = JobHandler.on(kind) { _, context in
            guard runs.up() == 1 else {
                try await context.withCompany { _ = try await $0.enqueue(marker, Note()) }
                return .done
            }
            started.open()
            await reaped.pass()
            do {
                try await context.withCompany { _ = try await $0.enqueue(marker, Note()) }
            } catch is LeaseLost {
                refusals.up()
                throw LeaseLost(lease: context.lease)
            }
            return .done
        }

        try await withWorkers([handler]) {
            await started.pass()
            try expire(id)
            _ = try await database.withCompany(company, as: .worker) { try await $0.reapJobs() }
            reaped.open()
            try await wait(for: id, of: company, toBe: .done)
        }

        #expect(refusals.count == 1)
        #expect(try await count(marker.name, .ready, of: company) == 1)
        #expect(try await database.withCompany(company, as: .operator) { try await $0.job(id) }?.attempt == 2)
    }

    @Test func `the reaper passes over a job whose handler is writing`() async throws {
        let kind = JobKind<Note>.fresh(), company = try await Factory.company().id
        let id = try await enqueue(kind, in: company)
        let lease = try await claim(kind, of: company).lease

        let reaped = try await database.withCompany(company, as: .worker) { transaction in
            try await transaction.hold(lease)
            // Another connection: the heartbeat gets through, the reaper does not.
            _ = try await database.withCompany(company, as: .worker) {
                try await $0.renewLeases(of: [id], worker: lease.worker)
            }
            try expire(id)
            return try await database.withCompany(company, as: .worker) { try await $0.reapJobs() }
        }

        #expect(reaped.isEmpty)
    }

    @Test func `a job whose workers keep going away ends dead`() async throws {
        let kind = JobKind<Note>.fresh(retry: RetryPolicy(maxAttempts: 2)), company = try await Factory.company().id
        let id = try await enqueue(kind, in: company)

        for _ in 1...2 {
            _ = try await claim(kind, of: company)
            try expire(id)
            _ = try await database.withCompany(company, as: .worker) { try await $0.reapJobs() }
        }

        let job = try await database.withCompany(company, as: .operator) { try await $0.job(id) }
        #expect(job?.state == .dead)
        #expect(job?.lastError == "the worker went away during attempt 2")
    }

    @Test func `a renewal tells which leases are held and which jobs to stop`() async throws {
        let kind = JobKind<Note>.fresh(), company = try await Factory.company().id, worker = UUID()
        let (kept, lost, cancelled) = (
            try await enqueue(kind, in: company), try await enqueue(kind, in: company),
            try await enqueue(kind, in: company)
        )
        for _ in 1...3 { _ = try await claim(kind, of: company, as: worker) }
        try testDatabase.psql("update app.jobs set worker = app.uuid_v7() where id = '\(lost)'")
        try await database.withCompany(company, as: .operator) { try await $0.cancelJob(cancelled) }

        let leases = try await database.withCompany(company, as: .worker) {
            try await $0.renewLeases(of: [kept, lost, cancelled], worker: worker)
        }

        #expect(
            leases == [
                JobLease(job: kept, attempt: 1, worker: worker): false,
                JobLease(job: cancelled, attempt: 1, worker: worker): true,
            ]
        )
    }

    @Test func `a worker that leaves finishes what it can and gives back the rest without counting the attempt`()
        async throws
    {
        let quick = JobKind<Note>.fresh(), endless = JobKind<Note>.fresh(), company = try await Factory.company().id
        let started = Tally(), finish = Gate()
        let (ends, stays) = (try await enqueue(quick, in: company), try await enqueue(endless, in: company))
        let handlers: [JobHandler] = [
            .on(quick) { _, _ in
                started.up()
                await finish.pass()
                return .done
            },
            .on(endless) { _, _ in
                started.up()
                try await Task.sleep(for: .seconds(600))
                return .done
            },
        ]

        try await withWorkers(drain: .milliseconds(300), handlers) {
            try await soon("both run") { started.count == 2 }
            finish.open()
        }

        let jobs = try await database.withCompany(company, as: .operator) {
            [try await $0.job(ends), try await $0.job(stays)]
        }
        #expect(jobs[0]?.state == .done)
        #expect(jobs[1]?.state == .ready)
        #expect(jobs[1]?.attempt == 0)
    }

    @Test func `an attempt that takes too long is stopped and tried again`() async throws {
        let kind = JobKind<Note>.fresh(timeLimit: .milliseconds(200)), company = try await Factory.company().id
        let runs = Tally()
        let id = try await enqueue(kind, in: company)
        let handler = JobHandler.on(kind) { _, _ in
            if runs.up() == 1 { try await Task.sleep(for: .seconds(600)) }
            return .done
        }

        try await withWorkers([handler]) { try await wait(for: id, of: company, toBe: .done) }

        let job = try await database.withCompany(company, as: .operator) { try await $0.job(id) }
        #expect(job?.attempt == 2)
        #expect(job?.lastError == "the attempt took longer than it may")
    }
}
