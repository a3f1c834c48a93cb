import Domain
import Logging
import Store

/// Finds companies with due work and claims from each in its turn.
struct ClaimLoop: Sendable {
    private static let concurrentClaims = 4

    let engine: JobEngine

    func run() async {
        var sweep = LaneSweep(kinds: Set(engine.handlers.keys))
        var memory = LaneMemory()
        var quiet = 0
        await engine.forever("claiming", while: { await engine.desk.isOpen }) {
            switch try await look(&sweep, &memory) {
            case .more: return
            case .turns(let turns): quiet = await claim(turns) > 0 ? 0 : quiet + 1
            case .idle(let nearest):
                quiet += 1
                let untilSweep = memory.untilSweep(at: engine.clock.now)
                let limit = untilSweep > .zero ? min(nearest ?? untilSweep, untilSweep) : nearest
                return await rest(quiet, atMost: limit)
            }
            // Due, but nobody could have it: caps, or another worker was first.
            if quiet > 0 { await rest(quiet, atMost: .seconds(1)) }
        }
    }

    /// Sweeps over all lanes, or looks at the known ones where dead rows make a sweep slow.
    private func look(_ sweep: inout LaneSweep, _ memory: inout LaneMemory) async throws -> LaneSweep.Finding {
        let start = engine.clock.now
        guard sweep.cursor != nil || memory.wantsSweep(at: start) else {
            let fronts = try await engine.database.jobFronts(of: memory.marks)
            memory.saw(fronts)
            return sweep.look(at: fronts)
        }
        let page = try await engine.database.jobLanes(after: sweep.cursor, limit: LaneSweep.pageSize)
        let now = engine.clock.now
        memory.swept(page, isEnd: page.count < LaneSweep.pageSize, took: now - start, at: now)
        return sweep.take(page)
    }

    private func rest(_ quiet: Int, atMost limit: Duration?) async {
        let pause = min(.milliseconds(50) * (1 << min(quiet, 7)), engine.options.idlePoll)
        await engine.work.sleep(atMost: max(.milliseconds(5), min(pause, limit ?? pause)))
    }

    /// Gives each company its turn; returns how many jobs were claimed or dropped.
    private func claim(_ turns: [LaneSweep.Turn]) async -> Int {
        // Starts anywhere, so that the workers do not walk in step.
        let start = Int.random(in: turns.indices)
        let turns = turns[start...] + turns[..<start]
        return await withTaskGroup(of: Int.self) { group in
            var count = 0
            var underWay = 0
            for turn in turns where !Task.isCancelled {
                if underWay >= Self.concurrentClaims {
                    count += await group.next() ?? 0
                    underWay -= 1
                }
                guard let kind = turn.lanes.first?.kind, let batch = await engine.desk.reserve(for: kind) else {
                    continue
                }
                group.addTask { await claim(turn, batch: batch) }
                underWay += 1
            }
            for await claimed in group { count += claimed }
            return count
        }
    }

    private func claim(_ turn: LaneSweep.Turn, batch: JobBatch) async -> Int {
        var claimed: [ClaimedJob] = []
        var dropped = 0
        let claimedAt = engine.clock.now
        do {
            if turn.isHosted {
                claimed = try await claim(turn, batch)
            } else {
                dropped = try await drop(turn.company)
            }
        } catch {
            engine.logger.warning("a claim failed", metadata: ["company": "\(turn.company)", "error": "\(error)"])
        }
        let records = claimed.compactMap { job in
            engine.handlers[job.lane.kind].map { JobRecord(job, $0, claimedAt: claimedAt) }
        }
        for late in await engine.desk.accept(records, reserved: batch.rawValue) { await engine.giveBack(late) }
        for job in claimed { JobMetrics.claimed(job) }
        return claimed.count + dropped
    }

    private func claim(_ turn: LaneSweep.Turn, _ batch: JobBatch) async throws -> [ClaimedJob] {
        let known = turn.lanes.compactMap { lane in
            engine.handlers[lane.kind].map { ($0.declaration, lane.priority, turn.marks[lane] ?? .beginning) }
        }
        return try await engine.database.withCompany(turn.company, as: .worker) {
            try await $0.claimJobs(known, batch: batch, worker: engine.worker)
        }
    }

    private func drop(_ company: Company.ID) async throws -> Int {
        let count = try await engine.database.withCompany(company, as: .worker) { try await $0.dropWaitingJobs() }
        JobMetrics.dropped(count, of: company)
        engine.logger.notice("dropped jobs", metadata: ["company": "\(company)", "count": "\(count)"])
        return count
    }
}
