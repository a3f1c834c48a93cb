/// The agents who may take new work, and what each carries: gives the next piece to whoever carries least.
public struct AgentLoads: Sendable {
    /// One agent's load.
    public struct Agent: Hashable, Sendable {
        /// Who.
        public let person: Person.ID
        /// Sum of the weights of the open tasks.
        public var load: Int
        /// Load from which the agent is passed over; 0 takes no new work.
        public let capacity: Int

        /// An agent with a load.
        public init(person: Person.ID, load: Int, capacity: Int) {
            self.person = person
            self.load = load
            self.capacity = capacity
        }
    }

    // A binary heap: the agent who carries least is first; of equal loads the smaller id, so that the same facts always
    // give the same assignment.
    private var heap: [Agent]

    /// The agents of a company; those at their capacity are left out.
    public init(_ agents: [Agent]) {
        heap = agents.filter { $0.load < $0.capacity }.sorted { Self.precedes($0, $1) }
    }

    /// Gives work of a weight to the agent who carries least; nil where all carry as much as they may.
    public mutating func take(weight: Int) -> Person.ID? {
        guard let agent = heap.first else { return nil }
        heap[0].load += weight
        if heap[0].load >= agent.capacity {
            heap[0] = heap[heap.count - 1]
            heap.removeLast()
        }
        sink()
        return agent.person
    }

    private static func precedes(_ left: Agent, _ right: Agent) -> Bool {
        (left.load, left.person) < (right.load, right.person)
    }

    private mutating func sink() {
        var parent = 0
        while true {
            var least = parent
            for child in [2 * parent + 1, 2 * parent + 2] where child < heap.count {
                if Self.precedes(heap[child], heap[least]) { least = child }
            }
            guard least != parent else { return }
            heap.swapAt(parent, least)
            parent = least
        }
    }
}
