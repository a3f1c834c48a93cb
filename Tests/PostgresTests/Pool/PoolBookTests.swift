import FoundationEssentials
import Testing

@testable import Postgres

@Suite struct PoolBookTests {
    private final class Connection {}
    private let large = UUID()
    private let small = UUID()

    @Test func `connections are opened when somebody waits, never more than the size`() {
        var book = PoolBook<Connection>(size: 2)
        for id in 1...3 { _ = book.ask(waiter(UInt64(id), nil)) }

        let opens = [book.shouldOpen(), book.shouldOpen(), book.shouldOpen()]

        #expect(opens == [true, true, false])
    }

    @Test func `first come, first served`() {
        var book = PoolBook<Connection>(size: 1)
        for id in 1...2 { _ = book.ask(waiter(UInt64(id), nil)) }
        _ = book.shouldOpen()
        let connection = Connection()

        let order = [book.opened(connection), book.giveBack(connection), book.giveBack(connection)].map {
            $0?.waiter.id
        }

        #expect(order == [1, 2, nil])
        #expect(book.idle.count == 1)
    }

    @Test func `an owner with their share waits while others do`() {
        var book = PoolBook<Connection>(size: 8)
        let connections = open(8, in: &book, for: large)
        _ = book.ask(waiter(100, large))
        _ = book.ask(waiter(101, small))
        _ = book.ask(waiter(102, small))
        _ = book.ask(waiter(103, small))

        let order = connections.prefix(4).compactMap { book.giveBack($0)?.waiter.id }

        // A quarter is 2: the small one gets both before the large one, and both wait for their share after that.
        #expect(order == [101, 102, 100, 103])
    }

    @Test func `without contention one owner may have everything`() {
        var book = PoolBook<Connection>(size: 4)
        let connections = open(4, in: &book, for: large)
        _ = book.ask(waiter(100, large))

        let held = book.inUse
        let next = book.giveBack(connections[0])

        #expect(held == 4)
        #expect(next?.waiter.id == 100)
    }

    @Test func `work of nobody in particular is never held back`() {
        var book = PoolBook<Connection>(size: 4)
        let connections = open(4, in: &book, for: large)
        _ = book.ask(waiter(100, large))
        _ = book.ask(waiter(101, nil))

        let next = book.giveBack(connections[0])

        #expect(next?.waiter.id == 101)
    }

    @Test func `a failure to connect ends the wait only where nothing else can end it`() {
        var book = PoolBook<Connection>(size: 2)
        _ = book.ask(waiter(1, nil))
        _ = book.shouldOpen()
        _ = book.opened(Connection())
        _ = book.ask(waiter(2, nil))
        _ = book.shouldOpen()

        let inVain = book.failedToOpen()
        #expect(inVain.isEmpty, "the first connection will come back")

        var empty = PoolBook<Connection>(size: 2)
        _ = empty.ask(waiter(1, nil))
        _ = empty.shouldOpen()
        let everybody = empty.failedToOpen()
        #expect(everybody.map(\.id) == [1])
        #expect(empty.waiters.isEmpty)
    }

    @Test func `who waited too long is let go`() {
        var book = PoolBook<Connection>(size: 1)
        let now = Deadline.now
        _ = book.ask(waiter(1, nil, deadline: now))
        _ = book.ask(waiter(2, nil))

        let late = book.expire(at: now)

        #expect(late.map(\.id) == [1])
        #expect(book.waiters.map(\.id) == [2])
    }

    @Test func `a connection that is gone makes room for another`() {
        var book = PoolBook<Connection>(size: 1)
        let connections = open(1, in: &book, for: large)
        _ = book.ask(waiter(100, nil))
        let before = book.shouldOpen()

        book.remove(connections[0])
        let after = book.shouldOpen()

        #expect(book.inUse == 0)
        #expect([before, after] == [false, true])
    }

    private func waiter(_ id: UInt64, _ owner: UUID?, deadline: Deadline = .never) -> PoolBook<Connection>.Waiter {
        PoolBook<Connection>.Waiter(id: id, owner: owner, deadline: deadline, since: .now)
    }

    private func open(_ count: Int, in book: inout PoolBook<Connection>, for owner: UUID) -> [Connection] {
        for id in 0..<count { _ = book.ask(waiter(UInt64(id), owner)) }
        return (0..<count).map { _ in
            _ = book.shouldOpen()
            let connection = Connection()
            _ = book.opened(connection)
            return connection
        }
    }
}
