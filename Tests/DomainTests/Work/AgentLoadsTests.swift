import Domain
import Testing

@Suite struct AgentLoadsTests {
    private func agents(_ loads: [Int], capacity: Int = 1000) -> [AgentLoads.Agent] {
        loads.map { AgentLoads.Agent(person: .make(), load: $0, capacity: capacity) }
    }

    @Test func `work goes to whoever carries least`() {
        let agents = agents([5, 0, 3])
        var loads = AgentLoads(agents)

        let taken = [3, 1, 1].map { loads.take(weight: $0) }

        // 0+3 and 3: the smaller id goes first; then the other.
        #expect(taken[0] == agents[1].person)
        #expect(Set(taken.dropFirst()) == [agents[1].person, agents[2].person])
    }

    @Test func `loads end within one weight of each other`() {
        let agents = agents([0, 0, 0, 0, 0])
        var loads = AgentLoads(agents)
        var carried: [Person.ID: Int] = [:]

        for number in 0..<1000 {
            let weight = 3 - number * 3 / 1000
            guard let person = loads.take(weight: weight) else { continue }
            carried[person, default: 0] += weight
        }

        let sums = carried.values.sorted()
        #expect(sums.count == 5)
        #expect((sums.last ?? 0) - (sums.first ?? 0) <= 3)
    }

    @Test func `equal loads are given in the order of ids, whatever the order of the agents`() {
        let agents = agents([0, 0, 0])
        var forwards = AgentLoads(agents), backwards = AgentLoads(agents.reversed())

        #expect((0..<9).map { _ in forwards.take(weight: 1) } == (0..<9).map { _ in backwards.take(weight: 1) })
    }

    @Test func `who carries all they may is passed over`() {
        let full = AgentLoads.Agent(person: .make(), load: 10, capacity: 10)
        let resting = AgentLoads.Agent(person: .make(), load: 0, capacity: 0)
        let free = AgentLoads.Agent(person: .make(), load: 8, capacity: 10)
        var loads = AgentLoads([full, resting, free])

        #expect((0..<3).map { _ in loads.take(weight: 1) } == [free.person, free.person, nil])
    }

    @Test func `nobody gives nobody`() {
        var loads = AgentLoads([])

        #expect(loads.take(weight: 1) == nil)
    }
}
