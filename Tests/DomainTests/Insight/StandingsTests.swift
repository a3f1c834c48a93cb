import Domain
import Testing

@Suite struct StandingsTests {
    @Test func `equal values stand equally`() {
        let standings = Standings([3, 1, 3, 2, 3])

        #expect(standings.countBelow(3) == 2)
        #expect(standings.share(below: 3) == 0.4)
        #expect(standings.share(below: 1) == 0)
        #expect(standings.share(below: 9) == 1)
    }

    @Test func `each fifth of different values has its score`() {
        let standings = Standings(Array(0..<100))

        for value in 0..<100 { #expect(standings.fifth(of: Int64(value)) == value / 20 + 1) }
    }

    @Test func `a company of one-time buyers has no five`() {
        let standings = Standings([Int64](repeating: 1, count: 50))

        #expect(standings.fifth(of: 1) == 1)
    }

    @Test func `one customer, and none, have a place`() {
        #expect(Standings([7]).fifth(of: 7) == 1)
        #expect(Standings([]).fifth(of: 7) == 1)
        #expect(Standings([]).share(below: 7) == 0)
    }
}
