import Domain
import FoundationEssentials
import Store
import Testing

@testable import Jobs

@Suite struct LaneMemoryTests {
    private let now = ContinuousClock().now

    private func front(_ company: Company.ID = .make()) -> JobLaneFront {
        JobLaneFront(
            lane: JobLane(company: company, kind: "a", priority: 5),
            mark: JobMark(runAt: Date(timeIntervalSince1970: 1), id: .make()),
            wait: .zero,
            isHosted: true
        )
    }

    @Test func `a quick sweep is made for every round`() {
        var memory = LaneMemory()

        memory.swept([front()], isEnd: true, took: .milliseconds(3), at: now)

        #expect(memory.wantsSweep(at: now))
    }

    @Test func `a slow sweep takes a tenth of the time`() {
        var memory = LaneMemory()

        memory.swept([front()], isEnd: false, took: .milliseconds(60), at: now)
        memory.swept([front()], isEnd: true, took: .milliseconds(60), at: now)

        #expect(!memory.wantsSweep(at: now + .milliseconds(1079)))
        #expect(memory.untilSweep(at: now) == .milliseconds(1080))
        #expect(memory.wantsSweep(at: now + .milliseconds(1080)))
    }

    @Test func `the marks of a lane move on, and are kept while it is empty`() {
        var memory = LaneMemory()
        let first = front(), later = front(first.lane.company)

        memory.saw([first])
        memory.saw([later])
        memory.saw([])

        #expect(memory.marks == [first.lane: later.mark])
    }

    @Test func `only the latest lanes are remembered`() {
        var memory = LaneMemory()
        let fronts = (0..<LaneMemory.most + 3).map { _ in front() }

        memory.saw(fronts)

        #expect(memory.marks.count == LaneMemory.most)
        #expect(memory.marks[fronts[0].lane] == nil)
    }
}
