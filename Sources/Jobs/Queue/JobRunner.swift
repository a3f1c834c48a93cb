import Domain
import FoundationEssentials
import Logging
import Store

/// Does claimed jobs, one at a time.
struct JobRunner: Sendable {
    let engine: JobEngine

    func run() async {
        while let record = await engine.desk.take() {
            let start = engine.clock.now
            let result = await perform(record, from: start)
            let time = engine.clock.now - start
            await engine.desk.finish(record, took: time)
            JobMetrics.ran(record.job, for: time)
            await settle(record, result)
        }
    }

    private func perform(
        _ record: JobRecord,
        from start: ContinuousClock.Instant
    ) async -> Result<JobOutcome, any Error> {
        let context = context(of: record)
        let job = record.job, handler = record.handler
        // A task of its own, so that it can be stopped without stopping the runner.
        let attempt = Task { try await handler.perform(Data(job.payload.utf8), job.version, context) }
        record.begin(at: start) { attempt.cancel() }
        return await withTaskCancellationHandler {
            await attempt.result
        } onCancel: {
            attempt.cancel()
        }
    }

    private func context(of record: JobRecord) -> JobContext {
        let job = record.job
        var logger = engine.logger
        logger[metadataKey: "company"] = "\(job.lane.company)"
        logger[metadataKey: "kind"] = "\(job.lane.kind)"
        logger[metadataKey: "job"] = "\(job.lease.job)"
        logger[metadataKey: "attempt"] = "\(job.lease.attempt)"
        return JobContext(
            company: job.lane.company,
            lease: job.lease,
            logger: logger,
            database: engine.database,
            record: record
        )
    }

    private func settle(_ record: JobRecord, _ result: Result<JobOutcome, any Error>) async {
        let job = record.job
        let verdict = JobVerdict.ending(of: result, stop: record.stop, job: job, retry: record.handler.retry)
        guard let ending = verdict else {
            JobMetrics.lostLease(job.lane)
            return engine.logger.warning("a lease was lost", metadata: ["job": "\(job.lease.job)"])
        }
        if case .failure(let error) = result, record.stop == nil {
            engine.logger.warning(
                "a job failed",
                metadata: [
                    "job": "\(job.lease.job)", "kind": "\(job.lane.kind)", "attempt": "\(job.lease.attempt)",
                    "error": "\(JobVerdict.text(of: error))",
                ]
            )
        }
        JobMetrics.ended(job.lane, ending)
        await engine.submit(record, ending)
    }
}

extension JobEngine {
    /// Leaves the end of an attempt to the writers.
    func submit(_ record: JobRecord, _ ending: JobSettlement.Ending) async {
        let job = record.job
        let settlement = JobSettlement(
            lease: job.lease,
            ending: ending,
            operation: job.operation,
            result: record.result
        )
        await settlements.submit(settlement, of: job.lane.company)
    }

    /// Gives back a job that was not begun.
    func giveBack(_ record: JobRecord) async {
        JobMetrics.ended(record.job.lane, .returned)
        await submit(record, .returned)
    }
}
