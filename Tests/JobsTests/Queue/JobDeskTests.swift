import Domain
import FoundationEssentials
import Store
import Testing

@testable import Jobs

@Suite struct JobDeskTests {
    private let handler = JobHandler.on(JobKind<Note>("tests.desk")) { _, _ in .done }

    private func record() -> JobRecord {
        let job = ClaimedJob(
            lease: JobLease(job: .make(), attempt: 1, worker: UUID()),
            lane: JobLane(company: .make(), kind: "tests.desk", priority: 5),
            version: 1,
            payload: "{}",
            maxAttempts: 3,
            operation: nil,
            waited: .zero
        )
        return JobRecord(job, handler, claimedAt: ContinuousClock().now)
    }

    /// A desk that has seen one job of the kind take this long.
    private func desk(slots: Int, mean: Duration?) async throws -> JobDesk {
        let desk = JobDesk(slots: slots)
        guard let mean else { return desk }
        let batch = try #require(await desk.reserve(for: "tests.desk"))
        _ = await desk.accept([record()], reserved: batch.rawValue)
        await desk.finish(try #require(await desk.take()), took: mean)
        return desk
    }

    @Test(arguments: [
        (nil, JobBatch.one), (Duration.milliseconds(1), .many), (.milliseconds(20), .few), (.seconds(1), .one),
    ])
    func `the quicker a kind, the more of it are claimed at a time`(mean: Duration?, expected: JobBatch) async throws {
        let desk = try await desk(slots: 16, mean: mean)

        #expect(await desk.reserve(for: "tests.desk") == expected)
    }

    @Test func `a slow kind waits for a free runner`() async throws {
        let desk = try await desk(slots: 1, mean: .seconds(1))
        let batch = try #require(await desk.reserve(for: "tests.desk"))
        _ = await desk.accept([record()], reserved: batch.rawValue)
        let running = try #require(await desk.take())
        async let next = desk.reserve(for: "tests.desk")

        await desk.finish(running, took: .seconds(1))

        #expect(await next == .one)
    }

    @Test func `a closed desk gives back what waits and takes nothing more`() async throws {
        let desk = try await desk(slots: 2, mean: nil)
        _ = await desk.reserve(for: "tests.desk")
        let waiting = record(), late = record()
        _ = await desk.accept([waiting], reserved: 1)

        #expect(await desk.close().map(\.job.lease) == [waiting.job.lease])
        #expect(await desk.accept([late], reserved: 0).map(\.job.lease) == [late.job.lease])
        #expect(await desk.take() == nil)
        #expect(await desk.reserve(for: "tests.desk") == nil)
    }
}
