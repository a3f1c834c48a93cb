import Domain
import Store

/// The lanes with due work, company after company, round and round: nobody's turn comes twice before everybody's came.
struct LaneSweep: Sendable {
    /// The lanes of one company, in the order in which they are to be claimed from.
    struct Turn: Sendable, Hashable {
        let company: Company.ID
        let lanes: [JobLane]
        /// Where to claim from in each lane.
        let marks: [JobLane: JobMark]
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

    /// Kinds that this program can do; the others are left to a newer one.
    private let kinds: Set<String>
    /// Behind which lane to look next; nil is the beginning.
    private(set) var cursor: JobLane?
    private var hasFoundWork = false
    private var nearest: Duration?

    /// Starts at the beginning.
    init(kinds: Set<String>) {
        self.kinds = kinds
    }

    /// Takes in the page that was found behind the cursor.
    mutating func take(_ page: [JobLaneFront]) -> Finding {
        let known = page.filter { kinds.contains($0.lane.kind) }
        let due = known.filter { $0.wait <= .zero }
        hasFoundWork = hasFoundWork || !due.isEmpty
        for front in known where front.wait > .zero {
            nearest = min(nearest ?? front.wait, front.wait)
        }
        cursor = page.last?.lane
        let isEnd = page.count < Self.pageSize
        let isIdle = isEnd && !hasFoundWork
        defer { if isEnd { self = LaneSweep(kinds: kinds) } }
        if isIdle { return .idle(nearest: nearest) }
        return due.isEmpty ? .more : .turns(Self.turns(due))
    }

    /// What a look at known lanes has found; the sweep itself stays where it is.
    func look(at fronts: [JobLaneFront]) -> Finding {
        let known = fronts.filter { kinds.contains($0.lane.kind) }
        let due = known.filter { $0.wait <= .zero }
        return due.isEmpty ? .idle(nearest: known.map(\.wait).min()) : .turns(Self.turns(due))
    }

    private static func turns(_ fronts: [JobLaneFront]) -> [Turn] {
        var turns: [Turn] = []
        var rest = fronts[...]
        while let first = rest.first {
            let own = rest.prefix { $0.lane.company == first.lane.company }
            rest = rest.dropFirst(own.count)
            // The urgent before the others; among equals the one that has waited longest.
            let lanes = own.sorted { ($0.lane.priority, $0.wait) < ($1.lane.priority, $1.wait) }.map(\.lane)
            let marks = Dictionary(own.map { ($0.lane, $0.mark) }) { first, _ in first }
            turns.append(Turn(company: first.lane.company, lanes: lanes, marks: marks, isHosted: first.isHosted))
        }
        return turns
    }
}
