import Domain
import Store

/// The claimed jobs of this process: those that wait for a runner and those that are being run.
///
/// Kinds whose jobs take milliseconds are claimed many at a time and wait here; slow ones only when a runner is free.
/// So the claims are fair in time, not in numbers.
actor JobDesk {
    /// Jobs shorter than this are claimed ahead of the runners.
    static let short = Duration.milliseconds(4)
    /// Jobs shorter than this are claimed a few at a time.
    static let medium = Duration.milliseconds(40)
    /// At most so many short jobs wait for a runner before more are claimed.
    static let ahead = 64

    private let slots: Int
    private var waiting: [JobRecord] = []
    private var next = 0
    private var running: [Job.ID: JobRecord] = [:]
    private var reserved = 0
    private var meanTimes: [String: Duration] = [:]
    private var idleRunners: [CheckedContinuation<JobRecord?, Never>] = []
    private var claimers: [CheckedContinuation<Void, Never>] = []
    private var isClosed = false

    init(slots: Int) {
        self.slots = slots
    }

    /// Every job under a lease of this process.
    var records: [JobRecord] { waiting[next...] + Array(running.values) }

    /// Whether more jobs are to be claimed.
    var isOpen: Bool { !isClosed }

    private var queued: Int { waiting.count - next + reserved }

    /// Keeps room for a claim of jobs of this kind, as soon as there is any; nil when no more are to be claimed.
    func reserve(for kind: String) async -> JobBatch? {
        while !isClosed {
            if let batch = batch(for: meanTimes[kind]) {
                reserved += batch.rawValue
                return batch
            }
            await withCheckedContinuation { claimers.append($0) }
        }
        return nil
    }

    private func batch(for mean: Duration?) -> JobBatch? {
        if let mean, mean < Self.short, queued < Self.ahead { return .many }
        let free = slots - running.count - queued
        guard free > 0 else { return nil }
        guard let mean, mean < Self.medium else { return .one }
        return JobBatch(fitting: min(free, JobBatch.few.rawValue))
    }

    /// Claims have ended with these jobs.
    ///
    /// - Returns: those that came too late, because the desk is closed.
    func accept(_ records: [JobRecord], reserved count: Int) -> [JobRecord] {
        reserved -= count
        if isClosed { return records }
        for record in records {
            if let runner = idleRunners.popLast() {
                running[record.job.lease.job] = record
                runner.resume(returning: record)
            } else {
                waiting.append(record)
            }
        }
        wakeClaimers()
        return []
    }

    /// The next job for a runner; nil when there will be no more.
    func take() async -> JobRecord? {
        if next < waiting.count {
            let record = waiting[next]
            next += 1
            if next == waiting.count { (waiting, next) = ([], 0) }
            running[record.job.lease.job] = record
            return record
        }
        if isClosed { return nil }
        return await withCheckedContinuation { idleRunners.append($0) }
    }

    /// A job has been run.
    func finish(_ record: JobRecord, took time: Duration) {
        running[record.job.lease.job] = nil
        let kind = record.job.lane.kind
        meanTimes[kind] = meanTimes[kind].map { ($0 * 7 + time) / 8 } ?? time
        wakeClaimers()
    }

    /// Accepts nothing more, and hands out nothing more.
    ///
    /// - Returns: the jobs that were waiting for a runner.
    func close() -> [JobRecord] {
        isClosed = true
        let left = Array(waiting[next...])
        (waiting, next) = ([], 0)
        for runner in idleRunners { runner.resume(returning: nil) }
        idleRunners = []
        wakeClaimers()
        return left
    }

    private func wakeClaimers() {
        for claimer in claimers { claimer.resume() }
        claimers = []
    }
}
