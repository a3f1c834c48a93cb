import Domain
import Store
import Testing

@testable import Jobs

@Suite struct LaneSweepTests {
    private let companies = (0..<600).map { _ in Company.ID.make() }.sorted()
    private let kinds: Set = ["a", "b", "c"]

    private func front(_ company: Int, _ kind: String = "a", _ priority: Int = 5, wait: Duration = .zero)
        -> JobLaneFront
    {
        JobLaneFront(
            lane: JobLane(company: companies[company], kind: kind, priority: priority),
            mark: .beginning,
            wait: wait,
            isHosted: true
        )
    }

    @Test func `each company has one turn, its urgent lanes first and then the oldest`() {
        var sweep = LaneSweep(kinds: kinds)
        let page = [
            front(0, "a", 5, wait: .seconds(-1)), front(0, "b", 5, wait: .seconds(-9)), front(0, "c", 0), front(1),
        ]

        guard case .turns(let turns) = sweep.take(page) else {
            Issue.record("there is work")
            return
        }

        #expect(turns.map(\.company) == [companies[0], companies[1]])
        #expect(turns[0].lanes.map(\.kind) == ["c", "b", "a"])
    }

    @Test func `a full page is followed by what is behind it`() {
        var sweep = LaneSweep(kinds: kinds)
        let page = (0..<LaneSweep.pageSize).map { front($0) }

        _ = sweep.take(page)

        #expect(sweep.cursor == page.last?.lane)
        _ = sweep.take([front(501)])
        #expect(sweep.cursor == nil)
    }

    @Test func `a round in which nothing is due ends idle until the nearest job`() {
        var sweep = LaneSweep(kinds: kinds)

        #expect(sweep.take([front(0, wait: .seconds(60)), front(1, wait: .seconds(5))]) == .idle(nearest: .seconds(5)))
        #expect(sweep.take([]) == .idle(nearest: nil))
    }

    @Test func `kinds of a newer program are left to it`() {
        var sweep = LaneSweep(kinds: kinds)

        #expect(sweep.take([front(0, "newer")]) == .idle(nearest: nil))
    }

    @Test func `a round that found work on its first page is not idle after an empty second`() {
        var sweep = LaneSweep(kinds: kinds)
        _ = sweep.take((0..<LaneSweep.pageSize).map { front($0) })

        #expect(sweep.take([]) == .more)
    }
}
