import Domain
import Store

/// Where the lanes of late began, for times at which a sweep over the whole queue is slow.
///
/// A sweep hops over every row of the lane index. Rows of jobs that were claimed stay there as long as any snapshot in the
/// database might see them, so a long transaction anywhere makes sweeps slower and slower. Then the known lanes are looked
/// at from their marks on, and the sweep, which finds new lanes, takes only one tenth of the time.
struct LaneMemory {
    /// A sweep that takes no longer is made for every round.
    static let quick = Duration.milliseconds(100)
    /// At most so many lanes are remembered, the latest to have had work.
    static let most = 500
    /// A slow sweep is followed by so many times its own time without one.
    static let rest = 9

    private(set) var marks: [JobLane: JobMark] = [:]
    private var order: [JobLane] = []
    private var taken = Duration.zero
    private var nextSweep: ContinuousClock.Instant?

    /// Whether the next look should be a sweep.
    func wantsSweep(at now: ContinuousClock.Instant) -> Bool {
        nextSweep.map { $0 <= now } ?? true
    }

    /// How long until the next sweep.
    func untilSweep(at now: ContinuousClock.Instant) -> Duration {
        nextSweep.map { max(.zero, $0 - now) } ?? .zero
    }

    /// A page of a sweep, or its end, came at this time and took so long.
    mutating func swept(_ page: [JobLaneFront], isEnd: Bool, took time: Duration, at now: ContinuousClock.Instant) {
        saw(page)
        taken += time
        guard isEnd else { return }
        nextSweep = taken > Self.quick ? now + taken * Self.rest : nil
        taken = .zero
    }

    /// Known lanes were looked at; those that had nothing keep their marks.
    mutating func saw(_ fronts: [JobLaneFront]) {
        for front in fronts where marks.updateValue(front.mark, forKey: front.lane) == nil { order.append(front.lane) }
        while order.count > Self.most { marks[order.removeFirst()] = nil }
    }
}
