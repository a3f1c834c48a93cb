import Domain

/// Who is inside, who waits, who is refused: the pure half of `AdmissionLine`.
///
/// No more are inside than there is width, no more wait than there is room, and of both one company has three quarters at
/// most, so that it alone cannot keep out the others. Waiting is after controlled delay, as in Nygren and others,
/// "Fail at Scale" (ACM Queue 13, 2015): a crowd that has just come is given time to pass; where somebody has been
/// waiting all along, waiting would make everybody late and help nobody, so whoever comes then is refused at once.
struct Turnstile {
    /// What becomes of somebody who comes.
    enum Entry: Equatable {
        case inside
        /// They may wait, no longer than ``patience``.
        case waiting
        case refused
    }

    private struct Waiter {
        let ticket: UInt64
        let company: Company.ID?
    }

    /// The longest wait; after so long a crowd is a standing one.
    static let patience = Duration.milliseconds(100)

    let width: Int
    let room: Int
    private(set) var inside = 0
    private var waiters: [Waiter] = []
    private var insideOf: [Company.ID?: Int] = [:]
    private var waitingOf: [Company.ID?: Int] = [:]
    /// When last nobody waited.
    private var lastEmpty: ContinuousClock.Instant?

    init(width: Int, room: Int) {
        self.width = width
        self.room = room
    }

    var waiting: Int { waiters.count }

    /// Somebody comes, for a company or for none in particular.
    mutating func enter(_ ticket: UInt64, _ company: Company.ID?, at now: ContinuousClock.Instant) -> Entry {
        let entry = becomes(of: company, at: now)
        if waiters.isEmpty { lastEmpty = now }
        switch entry {
        case .inside: admit(company)
        case .waiting:
            waiters.append(Waiter(ticket: ticket, company: company))
            waitingOf[company, default: 0] += 1
        case .refused: break
        }
        return entry
    }

    private func becomes(of company: Company.ID?, at now: ContinuousClock.Instant) -> Entry {
        // Where somebody waits although there is width, their companies have their share.
        if inside < width, hasShare(company) { return .inside }
        let isStanding = !waiters.isEmpty && lastEmpty.map { $0.duration(to: now) > Self.patience } == true
        let hasRoom = waiters.count < room && waitingOf[company, default: 0] < Self.share(of: room)
        return hasRoom && !isStanding ? .waiting : .refused
    }

    /// Somebody inside leaves. Returns who may come in: the first whose company has not its share yet.
    mutating func leave(_ company: Company.ID?) -> UInt64? {
        inside -= 1
        Self.take(1, from: &insideOf, company)
        guard let next = waiters.firstIndex(where: { hasShare($0.company) }) else { return nil }
        let waiter = waiters.remove(at: next)
        Self.take(1, from: &waitingOf, waiter.company)
        admit(waiter.company)
        return waiter.ticket
    }

    /// Somebody waits no longer. Whether they did wait until now.
    mutating func giveUp(_ ticket: UInt64) -> Bool {
        guard let index = waiters.firstIndex(where: { $0.ticket == ticket }) else { return false }
        Self.take(1, from: &waitingOf, waiters.remove(at: index).company)
        return true
    }

    private mutating func admit(_ company: Company.ID?) {
        inside += 1
        insideOf[company, default: 0] += 1
    }

    private func hasShare(_ company: Company.ID?) -> Bool {
        insideOf[company, default: 0] < Self.share(of: width)
    }

    private static func share(of whole: Int) -> Int { whole - whole / 4 }

    private static func take(_ count: Int, from counts: inout [Company.ID?: Int], _ company: Company.ID?) {
        let left = counts[company, default: count] - count
        counts[company] = left > 0 ? left : nil
    }
}
