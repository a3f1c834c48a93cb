import Domain
import Store

/// The lanes with due work, company after company, round and round: nobody's turn comes twice before everybody's came.
struct LaneSweep: Sendable {
    /// The lanes of one company, in the order in which they are to be claimed from.
    struct Turn: Sendable, Hashable {
        let company: Company.ID
        let lanes: [JobLane]
        let isHosted: Bool
    }

    /// What a look behind the cursor has found.
    enum Finding: Sendable, Hashable {
        /// The next companies' turns.
        case turns([Turn])
        /// Nothing on this page; there is more to look up.
        case more
        /// A whole round found nothing due. The nearest job that waits for its time is this far away.
        case idle(nearest: Duration?)
    }

    /// At most so many lanes are looked up at a time.
    static let pageSize = 500

    /// Behind which lane to look next; nil is the beginning.
    private(set) var cursor: JobLane?
    private var isWholeRound: Bool
    private var hasFoundWork = false
    private var nearest: Duration?

    /// Starts behind the given lane, so that the workers do not walk in step.
    init(startingBehind cursor: JobLane?) {
        self.cursor = cursor
        isWholeRound = cursor == nil
    }

    /// Takes in the page that was found behind the cursor.
    mutating func take(_ page: [JobLaneFront]) -> Finding {
        let due = page.filter { $0.wait <= .zero }
        hasFoundWork = hasFoundWork || !due.isEmpty
        for front in page where front.wait > .zero {
            nearest = min(nearest ?? front.wait, front.wait)
        }
        cursor = page.last?.lane
        let isEnd = page.count < Self.pageSize
        let isIdle = isEnd && isWholeRound && !hasFoundWork
        defer { if isEnd { self = LaneSweep(startingBehind: nil) } }
        if isIdle { return .idle(nearest: nearest) }
        return due.isEmpty ? .more : .turns(Self.turns(due))
    }

    private static func turns(_ fronts: [JobLaneFront]) -> [Turn] {
        var turns: [Turn] = []
        var rest = fronts[...]
        while let first = rest.first {
            let own = rest.prefix { $0.lane.company == first.lane.company }
            rest = rest.dropFirst(own.count)
            // The urgent before the others; among equals the one that has waited longest.
            let lanes = own.sorted { ($0.lane.priority, $0.wait) < ($1.lane.priority, $1.wait) }.map(\.lane)
            turns.append(Turn(company: first.lane.company, lanes: lanes, isHosted: first.isHosted))
        }
        return turns
    }
}
