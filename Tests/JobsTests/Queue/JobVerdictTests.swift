import Domain
import FoundationEssentials
import Store
import Testing

@testable import Jobs

@Suite struct JobVerdictTests {
    private struct Oops: Error {}

    private func ending(
        _ result: Result<JobOutcome, any Error>,
        stop: JobRecord.Stop? = nil,
        attempt: Int = 1
    ) -> JobSettlement.Ending? {
        let job = ClaimedJob(
            lease: JobLease(job: .make(), attempt: attempt, worker: UUID()),
            lane: JobLane(company: .make(), kind: "tests.verdict", priority: 5),
            version: 1,
            payload: "{}",
            maxAttempts: 3,
            operation: nil,
            waited: .zero
        )
        let retry = RetryPolicy(maxAttempts: 3, base: .zero)
        return JobVerdict.ending(of: result, stop: stop, job: job, retry: retry)
    }

    @Test func `an outcome is taken at its word`() {
        #expect(ending(.success(.done)) == .done)
        #expect(ending(.success(.discard(reason: "no"))) == .dead(reason: "no"))
        let again = "the handler asked for another attempt"
        #expect(ending(.success(.retry(after: .seconds(9)))) == .again(after: .seconds(9), reason: again))
        #expect(ending(.success(.retry(after: .seconds(9))), attempt: 3) == .dead(reason: again))
    }

    @Test func `an error is tried again until the attempts are used up`() {
        #expect(ending(.failure(Oops())) == .again(after: .zero, reason: "Oops()"))
        #expect(ending(.failure(Oops()), attempt: 3) == .dead(reason: "Oops()"))
        #expect(
            ending(.failure(JobError.unknownJob))
                == .again(after: .zero, reason: "job.not_found: There is no such job.")
        )
    }

    @Test func `why it was stopped decides what an error means`() {
        #expect(ending(.failure(CancellationError()), stop: .cancelled) == .cancelled(reason: "cancelled on request"))
        #expect(ending(.failure(CancellationError()), stop: .leaving) == .returned)
        #expect(ending(.failure(CancellationError()), stop: .leaseLost) == nil)
        let late = "the attempt took longer than it may"
        #expect(ending(.failure(CancellationError()), stop: .overtime) == .again(after: .zero, reason: late))
        #expect(ending(.failure(CancellationError()), stop: .overtime, attempt: 3) == .dead(reason: late))
    }

    @Test func `work that was done before it could be stopped is done`() {
        #expect(ending(.success(.done), stop: .cancelled) == .done)
        #expect(ending(.success(.done), stop: .leaving) == .done)
        #expect(ending(.success(.done), stop: .leaseLost) == nil)
    }

    @Test func `a lost lease leaves nothing to decide`() {
        let lease = JobLease(job: .make(), attempt: 1, worker: UUID())

        #expect(ending(.failure(LeaseLost(lease: lease))) == nil)
    }
}
