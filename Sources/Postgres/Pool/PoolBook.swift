import FoundationEssentials

/// Who has which connection, who waits, and who comes next: the pure half of `ConnectionPool`.
struct PoolBook<Connection: AnyObject> {
    struct Waiter: Equatable {
        let id: UInt64
        /// On whose behalf; nil is nobody's in particular and is never held back.
        let owner: UUID?
        let deadline: Deadline
        let since: Deadline
    }

    /// A connection and who waited for it.
    struct Grant {
        let waiter: Waiter
        let connection: Connection
    }

    let size: Int
    /// Most connections that one owner has while others wait.
    let fairShare: Int
    private(set) var idle: [Connection] = []
    private(set) var opening = 0
    private(set) var waiters: [Waiter] = []
    private var holders: [ObjectIdentifier: UUID?] = [:]
    private var held: [UUID: Int] = [:]

    init(size: Int) {
        self.size = size
        fairShare = max(1, size / 4)
    }

    var inUse: Int { holders.count }
    /// Connections that exist or are being made.
    var total: Int { inUse + idle.count + opening }

    /// Somebody wants a connection: the one they get now, or nil, and then they wait.
    mutating func ask(_ waiter: Waiter) -> Connection? {
        if waiters.isEmpty, let connection = idle.popLast() {
            hold(connection, for: waiter.owner)
            return connection
        }
        waiters.append(waiter)
        return nil
    }

    /// Whether another connection should be opened now; counts it if so.
    mutating func shouldOpen() -> Bool {
        guard opening < waiters.count, total < size else { return false }
        opening += 1
        return true
    }

    /// A connection was opened: who gets it, if anybody waits.
    mutating func opened(_ connection: Connection) -> Grant? {
        opening -= 1
        return offer(connection)
    }

    /// No connection could be opened. Returns those who wait in vain: everybody, unless somebody else's connection will
    /// come back.
    mutating func failedToOpen() -> [Waiter] {
        opening -= 1
        guard inUse == 0, idle.isEmpty, opening == 0 else { return [] }
        defer { waiters = [] }
        return waiters
    }

    /// A connection came back and can be used again: who gets it, if anybody waits.
    mutating func giveBack(_ connection: Connection) -> Grant? {
        letGo(connection)
        return offer(connection)
    }

    /// A connection is gone.
    mutating func remove(_ connection: Connection) {
        letGo(connection)
        idle.removeAll { $0 === connection }
    }

    /// Somebody gave up waiting.
    mutating func forget(_ id: UInt64) -> Waiter? {
        guard let index = waiters.firstIndex(where: { $0.id == id }) else { return nil }
        return waiters.remove(at: index)
    }

    /// Those whose time is over.
    mutating func expire(at now: Deadline) -> [Waiter] {
        let expired = waiters.filter { $0.deadline <= now }
        if !expired.isEmpty { waiters.removeAll { $0.deadline <= now } }
        return expired
    }

    /// Empties the pool: everybody who waits and every idle connection.
    mutating func drain() -> (waiters: [Waiter], connections: [Connection]) {
        defer { (waiters, idle) = ([], []) }
        return (waiters, idle)
    }

    private mutating func offer(_ connection: Connection) -> Grant? {
        guard let next = nextWaiter() else {
            idle.append(connection)
            return nil
        }
        let waiter = waiters.remove(at: next)
        hold(connection, for: waiter.owner)
        return Grant(waiter: waiter, connection: connection)
    }

    /// First come, first served among those who do not have their share yet; where all have it, the first.
    private func nextWaiter() -> Int? {
        let fair = waiters.firstIndex { waiter in
            guard let owner = waiter.owner else { return true }
            return held[owner, default: 0] < fairShare
        }
        return fair ?? waiters.indices.first
    }

    private mutating func hold(_ connection: Connection, for owner: UUID?) {
        holders[ObjectIdentifier(connection)] = .some(owner)
        if let owner { held[owner, default: 0] += 1 }
    }

    private mutating func letGo(_ connection: Connection) {
        guard let owner = holders.removeValue(forKey: ObjectIdentifier(connection)), let owner else { return }
        let left = held[owner, default: 1] - 1
        held[owner] = left > 0 ? left : nil
    }
}
