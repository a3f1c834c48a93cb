/// What a verification of a company's audit found: every hash was computed again.
public struct AuditReport: Hashable, Sendable {
    /// One thing that is not as it was written.
    public struct Fault: Hashable, Sendable {
        /// "event.changed", "seal.broken" (an event was added, taken away or moved), "chain.broken" or "chain.cut".
        public let code: String
        /// The seal that it is about.
        public let seal: Int64?
        /// The event that it is about.
        public let event: AuditEvent.ID?

        /// A fault.
        public init(code: String, seal: Int64?, event: AuditEvent.ID?) {
            self.code = code
            self.seal = seal
            self.event = event
        }
    }

    /// The end of a company's chain. Kept elsewhere, it proves later that the chain was not written anew.
    public struct Head: Hashable, Sendable {
        /// Number of the last seal; 0 before the first.
        public let number: Int64
        /// Its hash in hexadecimal digits.
        public let hash: String

        /// The end of a chain.
        public init(number: Int64, hash: String) {
            self.number = number
            self.hash = hash
        }
    }

    /// How many events there are.
    public let events: Int
    /// How many of them no seal holds yet.
    public let unsealed: Int
    /// The end of the chain.
    public let head: Head
    /// What is wrong, at most 100; empty where everything is as it was written.
    public let faults: [Fault]

    /// What was found.
    public init(events: Int, unsealed: Int, head: Head, faults: [Fault]) {
        self.events = events
        self.unsealed = unsealed
        self.head = head
        self.faults = faults
    }
}
