import Domain
import NIOCore
import NIOPosix
import Testing

@testable import HTTPAPI

@Suite struct TurnstileTests {
    private let start = ContinuousClock.now
    private let first = Company.ID.make()
    private let second = Company.ID.make()

    @Test func `so many are inside, so many wait, and the next is refused`() {
        var turnstile = Turnstile(width: 2, room: 3)
        let entries = (1...6).map { turnstile.enter(UInt64($0), .make(), at: start) }
        #expect(entries == [.inside, .inside, .waiting, .waiting, .waiting, .refused])
        let next = turnstile.leave(nil)
        #expect(next == 3, "first come, first in")
        #expect(turnstile.inside == 2 && turnstile.waiting == 2)
    }

    @Test func `one company leaves a quarter of the places and of the room to the others`() {
        var turnstile = Turnstile(width: 8, room: 8)
        let entries = (1...13).map { turnstile.enter(UInt64($0), first, at: start) }
        #expect(entries == Array(repeating: .inside, count: 6) + Array(repeating: .waiting, count: 6) + [.refused])
        let others = (14...16).map { turnstile.enter(UInt64($0), second, at: start) }
        #expect(others == [.inside, .inside, .waiting])
        let next = [turnstile.leave(second), turnstile.leave(first)]
        #expect(next == [16, 7], "whose company has its share is passed over")
        #expect(turnstile.inside == 8)
    }

    @Test func `where somebody waited all along, nobody more waits`() {
        var turnstile = Turnstile(width: 2, room: 100)
        let entries = [(1, 0), (2, 0), (3, 0), (4, 100), (5, 101), (6, 101)].map { ticket, milliseconds in
            turnstile.enter(ticket, .make(), at: start + .milliseconds(milliseconds))
        }
        #expect(entries == [.inside, .inside, .waiting, .waiting, .refused, .refused])
        let first = turnstile.giveUp(3)
        let later = turnstile.enter(7, .make(), at: start + .milliseconds(102))
        #expect(first && later == .refused, "one still waits")
        let gone = [turnstile.giveUp(4), turnstile.giveUp(4)]
        #expect(gone == [true, false])
        let anew = turnstile.enter(8, .make(), at: start + .milliseconds(103))
        #expect(anew == .waiting)
    }

    @Test func `everybody who came is inside or told that they are not`() async {
        let line = AdmissionLine("test", width: 3, room: 5)
        let loops = MultiThreadedEventLoopGroup.singleton
        let company = Company.ID.make()
        for _ in 0..<2 { #expect(await line.enter(company, on: loops.next())) }
        // The share of the company is used up and nobody leaves: four wait for their patience's end, the rest do not.
        let taken = await withTaskGroup(of: Bool.self) { group in
            for _ in 0..<20 { group.addTask { await line.enter(company, on: loops.next()) } }
            return await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
        }
        #expect(taken == 1, "a share of three is three")
        for _ in 0..<3 { line.leave(company) }
        #expect(await line.enter(company, on: loops.next()))
    }
}
