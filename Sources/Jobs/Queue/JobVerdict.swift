import Domain
import Store

/// Decides what becomes of a job, from how its attempt ended.
enum JobVerdict {
    /// Nil where the job is no longer ours to decide about.
    static func ending(
        of result: Result<JobOutcome, any Error>,
        stop: JobRecord.Stop?,
        job: ClaimedJob,
        retry: RetryPolicy
    ) -> JobSettlement.Ending? {
        if stop == .leaseLost { return nil }
        switch result {
        case .success(.done): return .done
        case .success(.discard(let reason)): return .dead(reason: reason)
        case .success(.retry(let delay)):
            return again(job, after: delay, reason: "the handler asked for another attempt")
        case .failure(let error):
            return ending(after: error, stop: stop, job: job, retry: retry)
        }
    }

    private static func ending(
        after error: any Error,
        stop: JobRecord.Stop?,
        job: ClaimedJob,
        retry: RetryPolicy
    ) -> JobSettlement.Ending? {
        if error is LeaseLost { return nil }
        let delay = retry.delay(afterAttempt: job.lease.attempt)
        switch stop {
        case .leaseLost: return nil
        case .cancelled: return .cancelled(reason: "cancelled on request")
        case .leaving: return .returned
        case .overtime: return again(job, after: delay, reason: "the attempt took longer than it may")
        case nil: return again(job, after: delay, reason: text(of: error))
        }
    }

    private static func again(_ job: ClaimedJob, after delay: Duration, reason: String) -> JobSettlement.Ending {
        job.lease.attempt < job.maxAttempts ? .again(after: delay, reason: reason) : .dead(reason: reason)
    }

    /// What an error says about itself, without the values that decoding errors quote.
    static func text(of error: any Error) -> String {
        switch error {
        case let error as any DomainError: "\(error.code): \(error.message)"
        case is DecodingError: "the payload cannot be read"
        default: "\(error)"
        }
    }
}
